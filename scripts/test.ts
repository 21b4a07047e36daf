/** `npm test`: everything CI asks, in the order in which a failure is cheapest to find. Runs every step, even after one failed. */
import { spawnSync } from 'node:child_process';

interface Step {
  name: string;
  command: string;
  args: string[];
}

const npm = (script: string): Step => ({ name: script, command: 'npm', args: ['run', '--silent', script] });

const steps: Step[] = [
  npm('lint'),
  npm('typecheck'),
  npm('check'),
  npm('build'),
  npm('audit:known'),
  { name: 'tests', command: process.execPath, args: ['scripts/run-tests.ts'] },
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
