/**
 * `npm run determinism [-- rounds [word …]]`: every ordering program so many times (100) on the engine in Node, each trace compared
 * byte by byte with the first; words take the programs whose names contain one of them.
 */
import { spawnSync } from 'node:child_process';

const [rounds = '100', ...words] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ['--test', '--test-name-pattern=the engine in Node', 'tests/engine/programs.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, ROUNDS: rounds, ...(words.length > 0 && { ONLY: words.join() }) },
  },
);
process.exit(status ?? 1);
