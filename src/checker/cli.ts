/** `npm run check`: see `args.ts` for its options. */
import { diagnoseInThread } from '../typecheck/node-worker.ts';
import { engineSources } from '../worlds/sources.ts';
import { main } from './main.ts';

process.exitCode = await main(process.argv.slice(2), {
  root: process.cwd(),
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  diagnose: (snippets) => diagnoseInThread({ snippets, worlds: engineSources() }),
});
