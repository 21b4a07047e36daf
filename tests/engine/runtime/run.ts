/** Runs a program of one file in the engine, and checks that its trace can be true. */
import assert from 'node:assert/strict';
import { run } from '../../../src/engine/hosts/node.ts';
import type { Program, RunOptions, RunResult } from '../../../src/engine/protocol.ts';
import { checkTrace } from '../../../src/trace/validate.ts';
import { worldFilesFor } from '../../../src/worlds/index.ts';
import { engineSources } from '../../../src/worlds/sources.ts';

export type Outcome = RunResult & {
  /** Printed lines, without the engine's own remarks. */
  lines: string[];
  /** The same, each with its virtual time in front: `10 hello`. */
  timed: string[];
};

const sources = engineSources();

/** A program of one file, with the worlds it imports. */
export function programOf(code: string): Program {
  const files = { 'main.ts': code };
  return { files: { ...files, ...worldFilesFor(files, sources) }, entry: 'main.ts' };
}

export async function play(code: string, options: Partial<RunOptions> = {}): Promise<Outcome> {
  const result = await run(programOf(code), options);
  assert.deepEqual(result.problems ?? [], [], 'the program compiles');
  if (options.trace !== false) assert.deepEqual(checkTrace(result.trace), [], 'the trace is possible');
  const printed = result.output.filter(({ level }) => level !== 'system');
  return {
    ...result,
    lines: printed.map(({ text }) => text),
    timed: printed.map(({ at, text }) => `${at} ${text}`),
  };
}
