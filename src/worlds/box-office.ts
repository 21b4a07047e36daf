import type { Control } from './control.ts';
import { type CallOptions, checked } from './http.ts';
import { connect } from './network.ts';

/** A seat kept for somebody. */
export interface Hold {
  id: string;
  buyer: string;
}

export interface Ticket {
  number: number;
  buyer: string;
}

export interface BoxOfficeState {
  seats: number;
  free: number;
  held: number;
  sold: number;
  /** How many payments were taken. */
  charged: number;
  waiting: number;
}

export interface BoxOfficeControl extends Control<'check' | 'hold' | 'pay' | 'release' | 'wait'> {
  readonly state: BoxOfficeState;
  /** Starts selling anew; by default there are 3 seats. */
  open(options: { seats: number }): void;
  /** The next payments arrive twice. */
  duplicate(options?: { times?: number }): void;
}

/** The server: `boxOffice.open({ seats: 1 })`, `boxOffice.state`, `boxOffice.lose('pay', { times: 1 })` … */
export const boxOffice: BoxOfficeControl = connect('boxoffice.test');

/** How many seats are free. Takes 40 ms: by then it may not be true any more. */
export async function check({ signal }: CallOptions = {}): Promise<number> {
  const response = await fetch('https://boxoffice.test/check', { signal: signal ?? null });
  return (await checked(response).json()).free;
}

/** Keeps a seat for `buyer`; rejects with status 409 when there is none. Takes 60 ms. */
export async function hold(buyer: string, options: CallOptions = {}): Promise<Hold> {
  return await post('hold', { buyer }, options);
}

/**
 * Pays for a held seat, or, given only a name, for any seat: whoever does that must have checked before. The payment is booked
 * after 60 ms, the answer arrives after 100. Calls with the same `key` are charged once.
 */
export async function pay(
  seat: Hold | string,
  { key, signal }: CallOptions & { key?: string | undefined } = {},
): Promise<Ticket> {
  const body = typeof seat === 'string' ? { buyer: seat } : { hold: seat.id };
  return await post('pay', body, { signal }, key === undefined ? {} : { 'idempotency-key': key });
}

/** Gives a held seat back. Takes 30 ms. */
export async function release(hold: Hold, options: CallOptions = {}): Promise<void> {
  await post('release', { hold: hold.id }, options);
}

/** Waits, as long as it takes, until a seat is free, and holds it. */
export async function waitForSeat(buyer: string, options: CallOptions = {}): Promise<Hold> {
  return await post('wait', { buyer }, options);
}

async function post(what: string, body: object, { signal }: CallOptions, headers: HeadersInit = {}) {
  const response = await fetch(`https://boxoffice.test/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers,
    signal: signal ?? null,
  });
  return await checked(response).json();
}
