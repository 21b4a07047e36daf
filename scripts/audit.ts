/**
 * The audit step of `npm test`: known advisories against what is installed. Not every registry answers that question; then this
 * step says so loudly and lets the rest go on, unless `AUDIT=strict`. Exit code 1: an advisory nobody has explained.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { judgeAudit, readAudit } from './audit-report.ts';
import { readNotices } from './notices.ts';

const { stdout } = spawnSync(
  'npm',
  ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=20000', '--no-fund'],
  { encoding: 'utf8', timeout: 60_000, shell: process.platform === 'win32' },
);
const notices = 'dist/third-party-notices.txt';
const shipped = existsSync(notices) ? readNotices(readFileSync(notices, 'utf8')).map(({ name }) => name) : [];
const { lines, ok } = judgeAudit(readAudit(stdout ?? ''), {
  shipped,
  explained: JSON.parse(readFileSync('docs/advisories.json', 'utf8')) as Record<string, string>,
  strict: process.env['AUDIT'] === 'strict',
});
console.log(lines.join('\n'));
process.exit(ok ? 0 : 1);
