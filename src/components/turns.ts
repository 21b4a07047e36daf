/** Who may use the machine: a few at a time, or one that must not be disturbed. */
export class Turns {
  readonly #places: number;
  #taken = 0;
  readonly #waiting: { needs: number; start: () => void }[] = [];

  /** @param places how many go on at the same time */
  constructor(places: number) {
    this.#places = places;
  }

  /**
   * Does something in its turn; who comes later does not overtake.
   * @param isAlone nothing else goes on beside it
   */
  async take<Made>(isAlone: boolean, job: () => Promise<Made>): Promise<Made> {
    const needs = isAlone ? this.#places : 1;
    await new Promise<void>((start) => {
      this.#waiting.push({ needs, start });
      this.#goOn();
    });
    try {
      return await job();
    } finally {
      this.#taken -= needs;
      this.#goOn();
    }
  }

  #goOn(): void {
    for (
      let next = this.#waiting[0];
      next && this.#taken + next.needs <= this.#places;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#taken += next.needs;
      next.start();
    }
  }
}
