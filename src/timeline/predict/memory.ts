/** Remembering what a reader predicted. Storage may be full, switched off or changed by others: then nothing is remembered. */
import type { Guess } from './question.ts';

/** As much of `Storage` as is needed. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What is remembered. */
export type Memory = { skipped: true } | { skipped: false; guess: Guess };

export function recall(store: Store | undefined, key: string): Memory | undefined {
  try {
    const found: unknown = JSON.parse(store?.getItem(key) ?? 'null');
    if (typeof found !== 'object' || found === null) return undefined;
    const { skipped, order, total, values } = found as Record<string, unknown>;
    if (skipped === true) return { skipped: true };
    const guess: Guess = {
      order: isTexts(order) ? order : undefined,
      total: typeof total === 'number' && Number.isFinite(total) ? total : undefined,
      ...(isTexts(values) && { values }),
    };
    return guess.order || guess.values || guess.total !== undefined ? { skipped: false, guess } : undefined;
  } catch {
    return undefined;
  }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

export function remember(store: Store | undefined, key: string, memory: Memory): void {
  try {
    store?.setItem(key, JSON.stringify(memory.skipped ? { skipped: true } : memory.guess));
  } catch {
    // The guess holds as long as the page is open.
  }
}

export function forget(store: Store | undefined, key: string): void {
  try {
    store?.removeItem(key);
  } catch {
    // Nothing was remembered.
  }
}

/** The browser's storage, where it lets itself be asked. */
export function pageStore(): Store | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
