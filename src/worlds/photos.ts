/** Work for the processor: pure functions that can be done in parts. No server. */

export interface Photo {
  width: number;
  height: number;
  /** One byte of grey per point, row after row. */
  pixels: Uint8ClampedArray;
}

/** A photo of rings in water; `seed` chooses which. */
export function makePhoto({ width = 64, height = 48, seed = 1 } = {}): Photo {
  const pixels = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = (x - width / 2) ** 2 + (y - height / 2) ** 2;
      pixels[y * width + x] = (distance * (seed + 2)) % 256;
    }
  }
  return { width, height, pixels };
}

/** How many points there are of each of 16 greys, in the rows from `from` up to `to`. */
export function histogram({ width, height, pixels }: Photo, from = 0, to = height): number[] {
  const counts = new Array<number>(16).fill(0);
  for (const grey of pixels.subarray(from * width, to * width)) {
    const place = grey >> 4;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** Adds two histograms: the parts of a photo make the whole. */
export function addHistograms(one: readonly number[], other: readonly number[]): number[] {
  return one.map((count, place) => count + (other[place] ?? 0));
}

/** Divides by everything that could divide, and is slow on purpose. */
export function isPrime(number: number): boolean {
  if (!Number.isInteger(number) || number < 2) return false;
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}

/** How many primes there are from `from` up to, and without, `to`. */
export function countPrimes(from: number, to: number): number {
  let count = 0;
  for (let number = Math.ceil(from); number < to; number++) if (isPrime(number)) count += 1;
  return count;
}

/** Keeps the processor busy for so many milliseconds, as a long computation would. */
export function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
