/** Random numbers that depend on the printed seed alone. */
import { imul } from './primordials.ts';

export interface Random {
  /** [0, 1), with 53 random bits. */
  next(): number;
  /** 32 random bits as an unsigned integer. */
  bits(): number;
}

/**
 * xoshiro128** (Blackman and Vigna), its state filled by splitmix32 from `seed` and `stream`. Different streams of one
 * seed are independent sequences.
 */
export function createRandom(seed: number, stream: number): Random {
  let state = (seed ^ (seed / 0x1_0000_0000)) >>> 0;
  state = (state + imul(stream, 0x9e3779b9)) >>> 0;
  const mix = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = imul(z ^ (z >>> 16), 0x85ebca6b);
    z = imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let d = mix();
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
  const bits = () => {
    const result = imul(rotate(imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  return { bits, next: () => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992 };
}
