/**
 * `npm run lighthouse [-- page …]`: what Lighthouse says of the built site on its mobile settings, with its simulated slow 4G.
 * Lighthouse and what it needs are 114 packages, more than everything else here: it is fetched once, in a fixed version, when
 * somebody measures. The site is served compressed, as a host would.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findChromium } from '../src/checker/browsers.ts';
import { median, printTable } from '../tests/bench/support.ts';
import { serveDist } from './serve-dist.ts';

const version = '13.5.0';
const home = 'node_modules/.cache/interleave/lighthouse';
const command = join(home, 'node_modules/lighthouse/cli/index.js');
const targets = { score: 99, lcp: 1_000, cls: 0 };
/** Rounds per page: the median of a few is steadier than one. */
const rounds = Number(process.env['ROUNDS'] ?? 3);

const pages = process.argv.length > 2 ? process.argv.slice(2) : ['', 'waiting/', 'glossary/', 'search/'];

if (!existsSync(command)) {
  console.log(`Fetching Lighthouse ${version}…`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const install = spawnSync(
    'npm',
    ['install', '--prefix', home, '--save-exact', '--no-audit', '--no-fund', `lighthouse@${version}`],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (install.status !== 0) process.exit(1);
}

interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<
    string,
    { title: string; score: number | null; numericValue?: number; displayValue?: string }
  >;
}

/** The audits that cost points, with what was measured. */
const complaintsOf = ({ categories, audits }: Report): string[] =>
  Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .flatMap(({ id, weight }) => {
      const { title, score, displayValue = '' } = audits[id] ?? { title: id, score: null };
      return weight > 0 && score !== null && score < 1 ? `${title} ${displayValue} (${score})` : [];
    });

const folder = mkdtempSync(join(tmpdir(), 'interleave-lighthouse-'));
let failed = false;
try {
  cpSync('dist', folder, { recursive: true });
  for (const file of globSync('**/*.{html,js,css,json,svg,txt,xml}', { cwd: folder }))
    writeFileSync(join(folder, `${file}.gz`), gzipSync(readFileSync(join(folder, file)), { level: 9 }));
  const chromium = await findChromium();
  const server = await serveDist({ folder, port: 0, compressed: true });
  const measure = async (page: string): Promise<Report> => {
    // The last one of each page stays, for whoever asks why.
    const target = join(home, `${page.replaceAll(/\W/g, '') || 'cover'}.json`);
    const flags = '--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking';
    const child = spawn(
      process.execPath,
      [
        command,
        `http://127.0.0.1:${server.port}/${page}`,
        '--output=json',
        `--output-path=${target}`,
        '--quiet',
        '--only-categories=performance,accessibility,best-practices,seo',
        `--chrome-flags=${flags}`,
      ],
      { stdio: 'inherit', env: { ...process.env, ...chromium.env, CHROME_PATH: chromium.executablePath } },
    );
    const code = await new Promise((resolve) => child.on('exit', resolve));
    if (code !== 0) throw new Error(`Lighthouse ended with ${code} on /${page}.`);
    return JSON.parse(readFileSync(target, 'utf8')) as Report;
  };
  const rows: (string | number)[][] = [];
  const complaints = new Map<string, string[]>();
  for (const page of pages) {
    const reports: Report[] = [];
    for (let round = 0; round < rounds; round++) reports.push(await measure(page));
    const of = (read: (report: Report) => number) => median(reports.map(read));
    const score = (name: string) => of(({ categories }) => Math.round(100 * (categories[name]?.score ?? 0)));
    const value = (name: string) => of(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
    const scores = ['performance', 'accessibility', 'best-practices', 'seo'].map(score);
    const [fcp, lcp, tbt] = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time'].map(
      (name) => Math.round(value(name)),
    ) as [number, number, number];
    const cls = value('cumulative-layout-shift');
    const met = scores.every((one) => one >= targets.score) && lcp <= targets.lcp && cls <= targets.cls;
    failed ||= !met;
    complaints.set(`/${page}`, [...new Set(reports.flatMap(complaintsOf))]);
    rows.push([`/${page}`, ...scores, fcp, lcp, tbt, cls.toFixed(3), met ? 'met' : 'not met']);
  }
  printTable(
    [
      'page',
      'performance',
      'accessibility',
      'best practices',
      'SEO',
      'FCP ms',
      'LCP ms',
      'TBT ms',
      'CLS',
      'targets',
    ],
    rows,
  );
  for (const [page, found] of complaints) for (const one of found) console.log(`${page}: ${one}`);
  await server.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
