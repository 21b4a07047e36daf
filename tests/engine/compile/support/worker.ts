/**
 * A thread that runs one program, natively or compiled, and posts what it prints, line by line. Run by `run.ts`.
 */
import { format } from 'node:util';
import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { ModuleInput } from '../../../../src/engine/runtime/modules.ts';
import type { ProbeCall } from './record-probes.ts';

export type Job =
  /** URL of the entry, which Node runs as it is. */
  | { kind: 'native'; url: string }
  /** What `assembleProgram` made. */
  | { kind: 'compiled'; program: string };

export type Posted = { line: string } | { calls: ProbeCall[] };

type Description = ModuleInput[0] & { insertions: number[][] };

const port = parentPort;
const job = workerData as Job;
const post = (message: Posted): void => port?.postMessage(message);
const print = (...values: unknown[]): void => {
  for (const line of format(...values).split('\n')) post({ line });
};
console.log = print;
process.on('uncaughtException', (error: unknown, origin) => {
  print(`Uncaught${origin === 'unhandledRejection' ? ' (in promise)' : ''} ${describe(error)}`);
  process.exit(1);
});

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

if (job.kind === 'native') {
  import(job.url).catch((error: unknown) => print(`Failed: ${describe(error)}`));
} else {
  await runCompiled(job.program);
}

async function runCompiled(program: string): Promise<void> {
  const { restoreErrorText } = await import('../../../../src/engine/compile/error-text.ts');
  const { originalText } = await import('../../../../src/engine/compile/position.ts');
  const { instantiate } = await import('../../../../src/engine/runtime/modules.ts');
  const { recordProbes } = await import('./record-probes.ts');
  const calls: ProbeCall[] = [];
  let loaded: { modules: (readonly [Description, ModuleInput[1]])[]; entry: string } | undefined;
  const start = (modules: (readonly [Description, ModuleInput[1]])[], entry: string): void => {
    loaded = { modules, entry };
  };
  Object.assign(globalThis, { $start: start });
  runInThisContext(`$start${program}`, { filename: 'program.js' });
  Reflect.deleteProperty(globalThis, '$start');
  if (!loaded) throw new Error('the program did not start');
  const { modules, entry } = loaded;
  hideProbes(modules, originalText);
  const linked = await instantiate(modules, (name) => recordProbes(name, calls, restoreErrorText));
  process.on('exit', () => post({ calls }));
  // A module's own code runs in a microtask, as it does in Node.
  void Promise.resolve()
    .then(() => linked.evaluate(entry))
    .catch((error: unknown) => print(`Failed: ${describe(error)}`));
}

/** `toString` gives the author's text, as the real runtime sees to. */
function hideProbes(
  modules: (readonly [Description, ModuleInput[1]])[],
  originalText: typeof import('../../../../src/engine/compile/position.ts').originalText,
): void {
  const native = Function.prototype.toString;
  Function.prototype.toString = function () {
    const text = native.call(this);
    for (const [description, code] of modules) {
      const original = originalText(native.call(code), description, text);
      if (original !== undefined) return original;
    }
    return text;
  };
}
