import type { Control } from './control.ts';
import { type CallOptions, checked, linesOf } from './http.ts';
import { connect } from './network.ts';

export interface Message {
  /** Counted from 1 in each room. */
  number: number;
  from: string;
  text: string;
}

export interface ChatControl extends Control<'join' | 'leave' | 'send' | 'messages'> {
  /** How many messages wait at the server, by reader. */
  readonly queues: Record<string, number>;
  /** Ada, Bo and Cleo take turns to say something, `count` times, once every so many milliseconds. */
  talk(room: string, options: { count: number; every: number }): void;
  /** Somebody who takes so many milliseconds for each message. */
  addSlowReader(room: string, name: string, options: { every: number }): void;
  /** The room breaks down: connections end with an error, and nobody is a member any more. */
  crash(room: string): void;
}

/** The server: `chat.queues`, `chat.talk('lobby', { count: 5, every: 40 })`, `chat.crash('lobby')` … */
export const chat: ChatControl = connect('chat.test');

/** Becomes a member; fulfils with all members' names. Takes 40 ms. */
export async function join(room: string, name: string, options: CallOptions = {}): Promise<string[]> {
  return await post(`${room}/join`, name, options);
}

/** Fulfils with the names of those who are left. Takes 40 ms. */
export async function leave(room: string, name: string, options: CallOptions = {}): Promise<string[]> {
  return await post(`${room}/leave`, name, options);
}

/** Says something in a room; only members may. Takes 30 ms. */
export async function send(
  room: string,
  from: string,
  text: string,
  options: CallOptions = {},
): Promise<Message> {
  return await post(`${room}/send?from=${encodeURIComponent(from)}`, text, options);
}

/** What is said from now on. The next message is sent when the last was read; leaving the loop closes the connection. */
export async function* messages(
  room: string,
  { reader = 'reader', signal }: CallOptions & { reader?: string } = {},
): AsyncGenerator<Message, void> {
  const address = `https://chat.test/${room}/messages?reader=${encodeURIComponent(reader)}`;
  const response = await fetch(address, { signal: signal ?? null });
  for await (const line of linesOf(checked(response))) yield JSON.parse(line);
}

async function post(path: string, body: string, { signal }: CallOptions) {
  const response = await fetch(`https://chat.test/${path}`, { method: 'POST', body, signal: signal ?? null });
  return await checked(response).json();
}
