import type { Control } from './control.ts';
import { sleep } from './helpers.ts';
import { type CallOptions, checked } from './http.ts';
import { connect } from './network.ts';

export interface City {
  name: string;
  country: string;
}

export interface CitiesControl extends Control<string> {
  /** From now on each answer takes any time from 20 to 190 ms. */
  shuffle(): void;
}

/** The server: `cities.log`, `cities.fail('pra')`, `cities.slow('pr', { ms: 190 })`, `cities.shuffle()` … */
export const cities: CitiesControl = connect('cities.test');

/** The first five of 300 cities that begin with `text`. One letter takes 180 ms, two 150, three 70, more 40. */
export async function search(text: string, { signal }: CallOptions = {}): Promise<City[]> {
  const address = `https://cities.test/search?text=${encodeURIComponent(text)}`;
  const response = await fetch(address, { signal: signal ?? null });
  return await checked(response).json();
}

/** Types `text` letter by letter: calls `onInput` with `p`, `pr`, `pra`, one each `every` milliseconds (50 by default). */
export async function typeText(
  text: string,
  onInput: (text: string) => void,
  { every = 50, signal }: CallOptions & { every?: number } = {},
): Promise<void> {
  for (let length = 1; length <= text.length; length++) {
    if (length > 1) await sleep(every, { signal });
    onInput(text.slice(0, length));
  }
}
