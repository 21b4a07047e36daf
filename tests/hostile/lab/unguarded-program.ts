/** An attack in a worker without the runtime's guard, as the program that a page asks the sandbox to run. */
import type { CompiledProgram } from '../../../src/engine/protocol.ts';
import type { RunOutcome } from '../../../src/sandbox/runner.ts';

export function unguardedProgram(code: string): CompiledProgram {
  const nothing = { async: true, imports: [], bindings: {}, exports: {}, sites: [], insertions: [] };
  return {
    entry: 'main.js',
    workers: false,
    modules: [{ ...nothing, name: 'main.js', code: `async (lab) => {\n${code}\n}` }],
  };
}

/** How it ended, and the lines it printed. */
export function summaryOf(outcome: RunOutcome): { ending: string; lines: string[] } {
  if (outcome.kind !== 'ended') return { ending: outcome.kind, lines: [] };
  const { end, output } = outcome.result;
  return {
    ending: end.limit ? `limit:${end.limit.name}` : end.reason,
    lines: output.map(({ text }) => text),
  };
}
