/** `npm run bench [-- name …]`: runs the benchmarks of `tests/bench/`, one after another, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { basename } from 'node:path';

const all = globSync('tests/bench/*.ts')
  .map((file) => basename(file, '.ts'))
  .filter((name) => !['support', 'unwatched'].includes(name))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}
if (
  !existsSync('dist/index.html') &&
  spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' }).status !== 0
)
  process.exit(1);
let failed = false;
for (const name of wanted.length ? wanted : all) {
  console.log(`\n── ${name} ──`);
  failed =
    spawnSync(process.execPath, [`tests/bench/${name}.ts`], { stdio: 'inherit' }).status !== 0 || failed;
}
process.exit(failed ? 1 : 0);
