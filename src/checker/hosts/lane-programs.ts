/**
 * What lanes run, compiled here and not in their threads: each thread that compiles needs a second before it does so at speed.
 * Programs are sent as JSON, which takes less time than sending their objects.
 */
import { createResult } from '../../engine/collect.ts';
import { compile } from '../../engine/compile/compile.ts';
import { type CompileResult, defaultRunOptions, type Program } from '../../engine/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { Sources } from '../../worlds/index.ts';
import type { HostRun } from './host.ts';
import { programFiles } from './program-files.ts';
import { toHostRun } from './to-host-run.ts';

/** A `CompiledProgram` as JSON; or what comes of a program that does not compile. */
export type LaneProgram = { program: string } | { refused: HostRun };

/** @throws Error for a fault of the compiler's. */
export function compileForLane(snippet: Snippet, worlds: Sources): LaneProgram {
  const compiled = compileProgram({ files: programFiles(snippet, worlds), entry: snippet.entry });
  if (compiled.ok) return { program: JSON.stringify(compiled.program) };
  return { refused: toHostRun({ ...createResult(), problems: compiled.problems }) };
}

let empty: string | undefined;

/** A program that does nothing, as JSON. */
export function emptyProgram(): string {
  if (empty === undefined) {
    const compiled = compileProgram({ files: { 'main.ts': '' }, entry: 'main.ts' });
    if (!compiled.ok) throw new Error('An empty program does not compile.');
    empty = JSON.stringify(compiled.program);
  }
  return empty;
}

/** V8 reads what was compiled anyway; its refusals are put into words elsewhere. */
function compileProgram(program: Program): CompileResult {
  return compile(program, { probes: defaultRunOptions.probes, check: () => undefined });
}
