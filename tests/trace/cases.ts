/**
 * The hand-written traces in `cases/`: small, realistic, test data. To add one, add `cases/NAME.ts`, whose default export
 * returns the trace, and run the tests once with UPDATE=1; then read `cases/NAME.txt`.
 */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { type Derived, derive } from '../../src/trace/derive.ts';
import type { Trace } from '../../src/trace/event.ts';

export const folder = new URL('cases/', import.meta.url);

const built = new Map<string, Trace>();
for (const file of globSync('*.ts', { cwd: folder }).sort()) {
  const module = (await import(new URL(file, folder).href)) as { default: () => Trace };
  built.set(basename(file, '.ts'), module.default());
}

/** Name and trace of every case. */
export const cases: ReadonlyMap<string, Trace> = built;

/** The trace of one case. */
export function traceOf(name: string): Trace {
  const trace = built.get(name);
  assert.ok(trace, `there is no tests/trace/cases/${name}.ts`);
  return trace;
}

export function derived(name: string): Derived {
  return derive(traceOf(name));
}
