/** Remembers runs, so that what several expectations or a second look need is run once. */
import { contentKey } from './content-key.ts';
import type { Host, HostRun, Task } from './hosts/host.ts';

export interface Runner {
  /** The run of this task, made now or earlier. */
  run(host: Host, task: Task): Promise<HostRun>;
  /** A run made now, whatever is remembered; it is remembered instead. */
  runAgain(host: Host, task: Task): Promise<HostRun>;
}

/** Only runs on the virtual clock are remembered: by a real one no two runs are the same. */
export function createRunner(): Runner {
  const runs = new Map<string, Promise<HostRun>>();
  const runAgain: Runner['runAgain'] = (host, task) => {
    const running = host.run(task);
    if (task.clock === 'virtual') runs.set(contentKey(task, host.name), running);
    return running;
  };
  return { runAgain, run: (host, task) => runs.get(contentKey(task, host.name)) ?? runAgain(host, task) };
}
