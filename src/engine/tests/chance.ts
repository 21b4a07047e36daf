/** Everything random in a property: `Chance` of `worlds/test.ts`. */
import { createRandom } from '../runtime/random.ts';

/** A stream of its own, apart from the program's `Math.random` and the servers'. */
const propertyStream = 7;

/** `wait` fulfils after so many virtual ms. */
export function createChance(seed: number, wait: (ms: number) => Promise<void>) {
  const random = createRandom(seed, propertyStream);
  const integer = (least: number, most: number) => least + Math.floor(random.next() * (most - least + 1));
  return Object.freeze({
    seed,
    integer,
    chance: (probability = 0.5) => random.next() < probability,
    pick: <T>(items: readonly T[]): T | undefined => items[integer(0, items.length - 1)],
    shuffle<T>(items: readonly T[]): T[] {
      const rest = [...items];
      return items.map(() => rest.splice(integer(0, rest.length - 1), 1)[0] as T);
    },
    list: <T>(length: number, make: (index: number) => T) =>
      Array.from({ length }, (_, index) => make(index)),
    delay: (most = 100) => wait(integer(0, most)),
  });
}
