/** How fast virtual time is shown to the reader: remembered for all examples. */

export interface Pace {
  /** Virtual ms per real ms; 0 is instant. */
  speed: number;
  label: string;
}

export const paces: Pace[] = [
  { speed: 0.25, label: '¼×' },
  { speed: 1, label: '1×' },
  { speed: 0, label: 'instant' },
];

const key = 'interleave:pace';

/** The reader's choice; until there is one, real time, or no waiting at all for those who want less motion. */
export function readPace(): number {
  try {
    const stored = Number.parseFloat(localStorage.getItem(key) ?? '');
    if (paces.some(({ speed }) => speed === stored)) return stored;
  } catch {
    // Without storage the default holds.
  }
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 1;
}

export function keepPace(speed: number): void {
  try {
    localStorage.setItem(key, String(speed));
  } catch {
    // Without storage the choice holds for this page only.
  }
}

/** Fills the choice of pace and shows it. */
export function offerPaces(select: HTMLSelectElement): void {
  const current = readPace();
  select.replaceChildren(
    ...paces.map(({ speed, label }) => new Option(label, String(speed), false, speed === current)),
  );
  select.title = 'How fast the program’s time passes';
  select.hidden = false;
}
