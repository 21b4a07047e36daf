/** `npm test`: everything CI asks, in the order in which a failure is cheapest to find. Runs every step, even after one failed. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

interface Step {
  name: string;
  command: string;
  args: string[];
}

const npm = (script: string): Step => ({ name: script, command: 'npm', args: ['run', '--silent', script] });
const files = globSync('tests/**/*.test.ts').sort();

const steps: Step[] = [
  npm('lint'),
  npm('typecheck'),
  npm('check'),
  npm('build'),
  {
    name: 'tests',
    command: process.execPath,
    args: ['--test', '--test-concurrency=2', '--test-timeout=300000', '--test-reporter=spec', ...files],
  },
];

const results = steps.map(({ name, command, args }) => {
  console.log(`\n── ${name} ──`);
  const start = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return { name, ok: status === 0, seconds: (performance.now() - start) / 1000 };
});

console.log('\n── npm test ──');
for (const { name, ok, seconds } of results)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`);
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
