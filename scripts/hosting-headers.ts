/**
 * Writes `_headers` (Netlify, Cloudflare Pages and others read it) beside the built site: the policies of the pages once more, as
 * headers, and what only a header can say.
 */
import { closeSync, globSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Devices and powers no page of the book uses. Whole-page display and copying belong to the reader. */
const denied = [
  'accelerometer',
  'attribution-reporting',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'compute-pressure',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'web-share',
  'window-management',
  'xr-spatial-tracking',
];

/** For every file of the site. */
export const everywhere: [name: string, value: string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'same-origin'],
  ['Permissions-Policy', denied.map((feature) => `${feature}=()`).join(', ')],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

const metaPolicy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/;

const withoutEntities = (text: string) =>
  text.replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The policy a page brings along in its head. */
export function readPolicy(html: string): string | undefined {
  const content = metaPolicy.exec(html)?.[1];
  return content === undefined ? undefined : withoutEntities(content);
}

/** The beginning of a file, where a page has its policy: to read all of thousands of pages takes its time. */
function readBeginning(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(4_096);
    return bytes.toString('utf8', 0, readSync(opened, bytes));
  } finally {
    closeSync(opened);
  }
}

/** What nobody else's page may do to ours, and no `<meta>` can forbid. */
export const framing = "frame-ancestors 'self'";

/**
 * Examples are there to be shown in other pages, and with them the broker's page, which lies in a frame of theirs. It talks to pages
 * of its own origin only.
 */
export const framedAnywhere = 'frame-ancestors *';
const embedded = 'embed/';
const brokerPage = 'runtime/index.html';

/**
 * The text of `_headers`. Rules for one path only say what differs, because hosts join the values of all rules that match, and
 * two policies would both apply.
 * @param folder the built site
 * @param base the path it is served under
 * @throws Error for a page without a policy
 */
export function headersFile(folder: string, base: string): string {
  const root = `/${base}/`.replace(/\/+/g, '/');
  const rule = (path: string, headers: [string, string][]) =>
    `${root}${path}\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`;
  const names = globSync('**/*.html', { cwd: folder })
    .map((name) => name.split(sep).join('/'))
    .sort();
  const policyOf = (name: string) => {
    const file = join(folder, name);
    const policy = readPolicy(readBeginning(file)) ?? readPolicy(readFileSync(file, 'utf8'));
    if (policy === undefined) throw new Error(`${name} has no content security policy.`);
    return policy;
  };
  const embeds = new Set(names.filter((name) => name.startsWith(embedded)).map(policyOf));
  if (embeds.size > 1) throw new Error('The examples to be shown in other pages have different policies.');
  const pages = names
    .filter((name) => !name.startsWith(embedded))
    .flatMap((name) => {
      const frames = name === brokerPage ? framedAnywhere : framing;
      const headers: [string, string][] = [['Content-Security-Policy', `${policyOf(name)}; ${frames}`]];
      const path = name.replace(/(^|\/)index\.html$/, '$1');
      return path === name ? [rule(name, headers)] : [rule(path, headers), rule(name, headers)];
    });
  return [
    rule('*', everywhere),
    // Their names change with their content.
    rule('_astro/*', [['Cache-Control', 'public, max-age=31536000, immutable']]),
    rule('types/*', [['Cache-Control', 'public, max-age=31536000, immutable']]),
    rule('service-worker.js', [['Cache-Control', 'no-cache']]),
    rule('offline.json', [['Cache-Control', 'no-cache']]),
    rule('types.json', [['Cache-Control', 'no-cache']]),
    // One rule for all of them: hosts read no more than a hundred.
    ...[...embeds].map((policy) =>
      rule(`${embedded}*`, [['Content-Security-Policy', `${policy}; ${framedAnywhere}`]]),
    ),
    ...pages,
  ].join('\n');
}

export function hostingHeaders(): AstroIntegration {
  let base = '/';
  return {
    name: 'hosting-headers',
    hooks: {
      'astro:config:done'({ config }) {
        base = config.base;
      },
      'astro:build:done'({ dir }) {
        const folder = fileURLToPath(dir);
        writeFileSync(join(folder, '_headers'), headersFile(folder, base));
      },
    },
  };
}
