/** The script of a browser's worker for programs that may make workers, and for these. */
import type { ProgramModule } from '../runtime/start.ts';
import { installWorkers } from '../runtime/workers.ts';
import { boot } from './browser-worker.ts';

export default (modules: readonly ProgramModule[], entry: string): void =>
  boot(modules, entry, { workers: installWorkers });
