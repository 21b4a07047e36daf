import type { CompiledProgram } from '../../../src/engine/protocol.ts';
import { openFrameChannel } from '../../../src/sandbox/client.ts';
import { createRunner, type RunOutcome } from '../../../src/sandbox/runner.ts';

const runner = createRunner(openFrameChannel(document, new URL('/runtime/index.html', location.href).href));

const lab = {
  runner,
  messages: [] as unknown[],
  stop: new AbortController(),
  /** When the page's own thread did nothing else for a while, in ms since 1970. */
  gaps: [] as { from: number; to: number }[],
  run(code: string, options: Record<string, unknown> = {}): Promise<RunOutcome> {
    lab.stop = new AbortController();
    lab.messages = [];
    return runner.run(
      { files: { 'main.ts': code }, entry: 'main.ts', options },
      { signal: lab.stop.signal, onMessage: (message) => lab.messages.push(message) },
    );
  },
  /** Runs what claims to come from the compiler. */
  runCompiled(compiled: CompiledProgram, options: Record<string, unknown> = {}): Promise<RunOutcome> {
    lab.stop = new AbortController();
    return runner.run({ files: {}, entry: compiled.entry, compiled, options }, { signal: lab.stop.signal });
  },
};
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  if (now - last > 16)
    lab.gaps.push({ from: performance.timeOrigin + last, to: performance.timeOrigin + now });
  last = now;
}, 4);

declare global {
  interface Window {
    lab: typeof lab;
  }
}
window.lab = lab;
