/** What a run depends on, as one short text: two runs with the same key are the same run. */
import { createHash } from 'node:crypto';
import type { Task } from './hosts/host.ts';

/**
 * A hash over everything that can change what an example does: its files, its settings, whose rules and which clock
 * apply. What it is expected to do is no part of it. `surroundings` names what all examples share: host, engine and
 * worlds.
 */
export function contentKey({ snippet, flavour, clock }: Task, surroundings: string): string {
  const { files, entry, seed, limit } = snippet;
  const program = files.map(({ name, code }) => [name, code]);
  return createHash('sha256')
    .update(JSON.stringify([surroundings, program, entry, seed, limit, flavour, clock]))
    .digest('base64url');
}
