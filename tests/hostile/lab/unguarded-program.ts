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

/** In a page: runs an attack in a worker outside the sandbox, for half a second from its first statement. */
export function runPlainWorker(code: string): Promise<void> {
  const script = `postMessage('begun'); const lab = { print() {}, port: {}, say() {} }; (async () => {${code}\n})().catch(() => {});`;
  const worker = new Worker(URL.createObjectURL(new Blob([script])));
  return new Promise<void>((resolve) => {
    // On a busy machine many workers start late; what they do then must not be cut short.
    worker.onmessage = () => {
      worker.onmessage = null;
      setTimeout(() => {
        worker.terminate();
        resolve();
      }, 500);
    };
    worker.onerror = () => resolve();
  });
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
