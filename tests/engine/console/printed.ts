/** Runs the cases under our console; also in browsers, where this file is the entry of the bundle. */
import { installConsole } from '../../../src/engine/runtime/console.ts';
import type { Kernel, Realm } from '../../../src/engine/runtime/kernel.ts';
import { cases } from './cases.ts';

/** The lines of each case, by name. */
export function printCases(): Record<string, string> {
  const { console, lines, uninstall } = ourConsole();
  const printed: Record<string, string> = {};
  for (const [name, run] of Object.entries(cases)) {
    lines.length = 0;
    run(console);
    printed[name] = lines.join('\n');
  }
  uninstall();
  return printed;
}

/** Our console on a kernel that only collects. It replaces the global `Proxy` until `uninstall` is called. */
export function ourConsole() {
  // Stands for what maps stacks back to the program.
  const frames = (error: object) => ((error as Error).stack === '' ? [] : ['main.ts:1:1']);
  const lines: string[] = [];
  const levels: string[] = [];
  let now = 0;
  const kernel = {
    now: () => now,
    eachRun: (begin: () => void) => begin(),
    takeSite: () => -1,
    record: () => -1,
    print: (level: string, text: string) => {
      levels.push(level);
      lines.push(text);
    },
  } as unknown as Kernel;
  const { Proxy: NativeProxy } = globalThis;
  const defined: Record<string, unknown> = {};
  const realm = {
    global: globalThis,
    native: (fn: unknown) => fn,
    markNative: () => {},
    define(name: string, value: unknown) {
      defined[name] = value;
    },
  } as unknown as Realm;
  installConsole(kernel, realm, { frames, promiseState: () => ({ state: 'pending' }) });
  globalThis.Proxy = defined['Proxy'] as typeof Proxy;
  return {
    console: defined['console'] as Console,
    lines,
    levels,
    advance(ms: number) {
      now += ms;
    },
    uninstall() {
      globalThis.Proxy = NativeProxy;
    },
  };
}
