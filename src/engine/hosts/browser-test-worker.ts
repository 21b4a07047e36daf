/** The script of a browser's worker for the tests of exercises: the runtime with the test kit. Loaded at the first check. */
import type { ProgramModule } from '../runtime/start.ts';
import { installWorkers } from '../runtime/workers.ts';
import { createTests } from '../tests/kit.ts';
import { boot } from './browser-worker.ts';

export default (modules: readonly ProgramModule[], entry: string): void =>
  boot(modules, entry, { tests: createTests, workers: installWorkers });
