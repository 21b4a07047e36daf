import { createHash } from 'node:crypto';
import type { RunResult } from '../../src/engine/protocol.ts';

/** Hash of everything a run says: every byte of its trace, its lines and its end. */
export function hashOf({ trace, output, end }: Pick<RunResult, 'trace' | 'output' | 'end'>): string {
  return createHash('sha256')
    .update(JSON.stringify([trace.events, output, end]))
    .digest('hex');
}
