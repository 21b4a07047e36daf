/**
 * `npm run hostile [-- name …]`: tries the attacks of `tests/hostile/` in one browser after the other, and prints the figures;
 * with `WEBKIT=1` in WebKit instead.
 */
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['--test', '--test-reporter=spec', `tests/hostile/${process.env['WEBKIT'] ? 'webkit' : 'hostile'}.test.ts`],
  {
    stdio: 'inherit',
    env: { ...process.env, ONE_BY_ONE: '1', ATTACKS: process.argv.slice(2).join(',') },
  },
);
process.exit(status ?? 1);
