/**
 * The script of the checker's own page. It runs programs as the book's pages do: through the broker, in an opaque frame,
 * each in a worker of its own. Driven from outside, by whatever can call a function of a page.
 */
import { openFrameChannel } from '../../sandbox/client.ts';
import { createRunner, type Runner, type RunOutcome } from '../../sandbox/runner.ts';
import type { PageFunctions, PageRequest } from './browser-runs.ts';

/** One runner runs one program at a time; each has a frame of its own. */
const idle: Runner[] = [];
const waiting: ((runner: Runner) => void)[] = [];
const running = new Map<number, AbortController>();

async function run({ id, ...request }: PageRequest): Promise<RunOutcome> {
  const runner = idle.pop() ?? (await new Promise<Runner>((resolve) => waiting.push(resolve)));
  const stop = new AbortController();
  running.set(id, stop);
  try {
    return await runner.run(request, { signal: stop.signal });
  } finally {
    running.delete(id);
    const next = waiting.shift();
    if (next) next(runner);
    else idle.push(runner);
  }
}

const functions: PageFunctions = {
  async open(frames) {
    for (let count = 0; count < frames; count++) {
      const channel = openFrameChannel(document, new URL('runtime/', document.baseURI).href);
      await channel.open();
      idle.push(createRunner(channel));
    }
  },
  // As text: drivers have ways of their own to copy objects out of a page, and limits to how deep these are.
  run: async (requests) => JSON.stringify(await Promise.all(requests.map(run))),
  stop: (id) => running.get(id)?.abort(),
};
Object.assign(globalThis, { checker: functions });
