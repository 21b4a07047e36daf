/**
 * Entry of the thread of a lane: it compiles and runs one example after another, and answers with what the checker wants to
 * know of each. Bundled, because the runtime has to be evaluated as one script.
 */
import { workerData } from 'node:worker_threads';
import { createResult } from '../../engine/collect.ts';
import { compile } from '../../engine/compile/compile.ts';
import { serveLane } from '../../engine/hosts/node-lane.ts';
import { defaultRunOptions } from '../../engine/protocol.ts';
import { type Sources, worldFilesFor } from '../../worlds/index.ts';
import type { HostRun } from './host.ts';
import { toHostRun } from './to-host-run.ts';

export interface LaneTask {
  number: number;
  /** The example's own files. */
  files: Record<string, string>;
  entry: string;
  seed: number;
  /** Longest run in real ms. */
  limit: number;
}

export interface LaneAnswer {
  number: number;
  run: HostRun;
  /** False when the realm cannot be put back: the thread has to go. */
  isReusable: boolean;
}

const worlds: Sources = workerData;

serveLane<LaneTask, LaneAnswer>({
  work({ number, files, entry, seed, limit }, perform, done) {
    const program = { files: { ...worldFilesFor(files, worlds), ...files }, entry };
    const compiled = compile(program, { probes: defaultRunOptions.probes });
    if (!compiled.ok) {
      const refused = { ...createResult(), problems: compiled.problems };
      return done({ number, run: toHostRun(refused), isReusable: true }, true);
    }
    const options = { ...defaultRunOptions, clock: 'virtual', flavour: 'browser', seed, limit } as const;
    perform(compiled.program, options, (result, isReusable) =>
      done({ number, run: toHostRun(result), isReusable }, isReusable),
    );
  },
});
