/** What every built file allows and where it leads, read from `dist` without a browser. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { everywhere, headersFile, readPolicy } from '../../scripts/hosting-headers.ts';
import { cagePolicy, cageSandbox } from '../../src/sandbox/documents.ts';

const folder = process.env['DIST'] ?? 'dist';
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const pages = globSync('**/*.html', { cwd: folder }).sort();
const isBroker = (page: string) => page.startsWith('runtime');
const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const directives = (policy: string) =>
  Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );

function policyOf(page: string) {
  const policy = readPolicy(read(page));
  assert.ok(policy, `${page} has a policy`);
  return directives(policy);
}

const inlineScripts = (html: string) =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/gi)]
    // Data is not run.
    .filter(([, attributes = '']) => !/type="application\/(?:ld\+)?json"/.test(attributes))
    .map(([, , text = '']) => text);

test('there are pages to look at, the broker’s among them', () => {
  assert.ok(
    pages.includes('index.html') && pages.includes('404.html') && pages.some(isBroker),
    String(pages),
  );
});

describe('every page', () => {
  for (const page of pages) {
    test(`${page}: the policy is the first thing in the head that could load or run anything`, () => {
      const head = /<head[^>]*>([\s\S]*?)<\/head>/i.exec(read(page))?.[1] ?? '';
      const first = head.replace(/^\s*<meta charset="utf-8"\s*\/?>/i, '').trimStart();
      assert.match(first, /^<meta http-equiv="Content-Security-Policy"/);
      assert.equal(read(page).match(/http-equiv="Content-Security-Policy"/g)?.length, 1);
    });

    test(`${page}: allows no eval, no foreign address, and no inline script but its own`, () => {
      const policy = policyOf(page);
      assert.deepEqual(policy['default-src'], [isBroker(page) ? "'none'" : "'self'"]);
      for (const [name, sources] of Object.entries(policy))
        for (const source of sources) {
          const inlineStyle = name === 'style-src' && source === "'unsafe-inline'";
          // Only the sandbox starts workers from text, and only in the broker's frame.
          const worker = isBroker(page) && name === 'worker-src' && /^(?:blob|data):$/.test(source);
          const picture = name === 'img-src' && source === 'data:';
          assert.ok(
            inlineStyle || worker || picture || /^'(?:self|none|sha256-[\w+/]{43}=)'$/.test(source),
            `${name} ${source}`,
          );
        }
      for (const name of ['base-uri', 'form-action']) assert.deepEqual(policy[name], ["'none'"], name);
      if (isBroker(page)) assert.deepEqual(policy['frame-src'], ["'none'"]);
      else assert.deepEqual(policy['object-src'], ["'none'"]);
    });

    test(`${page}: the hashes are those of its scripts, each is needed, and no handler stands in an attribute`, () => {
      const html = read(page);
      const listed = (policyOf(page)['script-src'] ?? []).filter((source) => source.startsWith("'sha256-"));
      // The broker has no inline script of its own: its hash is that of the cage inside it.
      const expected = isBroker(page) ? [sha(cage().script)] : [...new Set(inlineScripts(html).map(sha))];
      assert.deepEqual(listed.sort(), expected.sort());
      assert.ok(isBroker(page) || expected.length > 0, 'the theme’s script was found');
      if (isBroker(page)) assert.deepEqual(inlineScripts(html), []);
      assert.doesNotMatch(html.replace(/<pre[\s\S]*?<\/pre>/g, ''), /<[a-z][^>]*\son[a-z]+\s*=/i);
      assert.doesNotMatch(html, /(?:href|src|action)\s*=\s*["']?\s*javascript:/i);
    });

    test(`${page}: loads nothing from elsewhere, and tells nobody where the reader came from`, () => {
      const html = read(page);
      const loads = [
        ...[
          ...html.matchAll(
            /<(?:script|img|iframe|source|video|audio|embed|input)\b[^>]*?\ssrc(?:set)?="([^"]*)"/g,
          ),
        ],
        ...[...html.matchAll(/<link\b(?![^>]*rel="(?:canonical|license|author)")[^>]*?\shref="([^"]*)"/g)],
      ].map(([, address = '']) => address);
      assert.ok(loads.length > 0);
      assert.deepEqual(
        loads.filter((address) => /^(?:[a-z][a-z+.-]*:|\/\/)/i.test(address)),
        [],
      );
      assert.match(html, /<meta name="referrer" content="(?:same-origin|no-referrer)"/);
      assert.doesNotMatch(html, /<meta[^>]*http-equiv="(?:refresh|set-cookie)"/i);
    });
  }
});

/** The sandbox's document as it stands in the broker's script, which is all that a reader's browser gets of it. */
function cage() {
  const broker = globSync('runtime/broker-*.js', { cwd: folder }).map(read).join();
  const literal = /(["'`])<!doctype html><meta charset=(?:\\.|(?!\1)[\s\S])*\1/.exec(broker);
  assert.ok(literal, 'the cage’s document stands in the broker’s script');
  // The text is a literal of a script we built; its escapes are the language's own.
  const document = new Function(`return ${literal[0]}`)() as string;
  const script = /<script>([\s\S]*)<\/script>$/.exec(document)?.[1] ?? '';
  assert.ok(script.length > 500, 'the cage has a script');
  return { broker, document, script };
}

describe('the sandbox as it was built', () => {
  test('its document has its own policy first, which allows its own script and nothing else', () => {
    const { document, script } = cage();
    const policy = cagePolicy(sha(script));
    assert.ok(
      document.startsWith(
        `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><script>`,
      ),
      document.slice(0, 300),
    );
    assert.deepEqual(directives(policy), {
      'default-src': ["'none'"],
      'script-src': [sha(script)],
      'worker-src': ['blob:', 'data:'],
    });
    assert.doesNotMatch(policy, /'self'|unsafe-/);
  });

  test('its frame may run scripts and nothing more', () => {
    const { broker } = cage();
    assert.equal(cageSandbox, 'allow-scripts');
    assert.match(broker, /["'`]allow-scripts["'`]/);
    assert.doesNotMatch(
      broker,
      /allow-same-origin|allow-popups|allow-top-navigation|allow-forms|allow-modals/,
    );
    assert.match(broker, /setAttribute\((["'`])allow\1,\s*(["'`])\2\)/);
  });
});

describe('the scripts of the site', () => {
  const scripts = globSync('{_astro,runtime}/*.js', { cwd: folder });
  test('set no cookie, count nobody', () => {
    assert.ok(scripts.length > 5);
    for (const name of scripts) {
      assert.doesNotMatch(read(name), /document\.cookie\s*=(?!=)/, name);
      assert.doesNotMatch(read(name), /google-analytics|googletagmanager|plausible\.io/, name);
    }
  });
});

describe('headers for hosts that send some', () => {
  const text = read('_headers');
  const rules = new Map(
    text
      .split('\n\n')
      .map((rule) => rule.trimEnd().split('\n'))
      .map(([path = '', ...headers]) => [
        path,
        Object.fromEntries(headers.map((line) => line.trim().split(/: (.*)/s))),
      ]),
  );

  test('are made from the pages as they are', () => {
    assert.equal(text, headersFile(folder, '/'));
  });

  test('repeat each page’s policy, and say who may frame it', () => {
    const anywhere = /^(embed\/|runtime\/index\.html$)/;
    for (const page of pages) {
      const path = `/${page.replace(/(^|\/)index\.html$/, '$1')}`;
      const addresses = page.startsWith('embed/') ? ['/embed/*'] : [path, `/${page}`];
      for (const address of new Set(addresses))
        assert.equal(
          rules.get(address)?.['Content-Security-Policy'],
          `${readPolicy(read(page))}; frame-ancestors ${anywhere.test(page) ? '*' : "'self'"}`,
          address,
        );
    }
  });

  test('give no path two policies, since both would hold', () => {
    const wide = [...rules].filter(([path]) => path.includes('*'));
    assert.ok(wide.length > 0);
    for (const [path, headers] of wide)
      assert.equal('Content-Security-Policy' in headers, path === '/embed/*', path);
    assert.deepEqual(
      [...rules.keys()].filter((path) => path.startsWith('/embed/')),
      ['/embed/*'],
    );
    assert.ok(rules.size < 100, 'some hosts read no more than 100 rules');
  });

  test('say the rest for every file', () => {
    assert.deepEqual(rules.get('/*'), Object.fromEntries(everywhere));
    const headers = rules.get('/*') ?? {};
    assert.equal(headers['X-Content-Type-Options'], 'nosniff');
    assert.equal(headers['Referrer-Policy'], 'same-origin');
    for (const feature of ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'payment'])
      assert.match(headers['Permissions-Policy'] ?? '', new RegExp(`(?:^|, )${feature}=\\(\\)`));
  });
});
