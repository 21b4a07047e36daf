/** What a reader has to load, on the built site, compressed as hosts do it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

const folder = process.env['SITE_FOLDER'] ?? 'dist';
const weigh = (file: string) => gzipSync(readFileSync(join(folder, file))).length;
/** Those that define this element; others may look for it. */
const definers = (name: string) =>
  globSync('_astro/*.js', { cwd: folder }).filter((file) =>
    new RegExp(`customElements\\.define\\(.${name}.,`).test(readFileSync(join(folder, file), 'utf8')),
  );

describe('the weight of live examples', () => {
  test('on the reading path: at most 6 kB of script', () => {
    const shells = definers('interleave-example');
    assert.equal(shells.length, 1);
    assert.ok(weigh(shells[0] ?? '') <= 6_000, `${weigh(shells[0] ?? '')} bytes`);
  });

  // A run has one of two engines: the one for programs that make workers comes only with those.
  for (const engine of ['engine-!(team-|test-)*.js', 'engine-team-!(test-)*.js'])
    test(`to run: at most 120 kB, the engine included (${engine})`, () => {
      const files = [
        ...globSync('_astro/live-controls*.js', { cwd: folder }),
        ...globSync(`runtime/{index.html,broker-*.js,${engine}}`, { cwd: folder }),
      ];
      assert.equal(files.length, 4, String(files));
      const total = files.reduce((sum, file) => sum + weigh(file), 0);
      assert.ok(total <= 120_000, `${total} bytes`);
    });

  test('React and the editor are in none of the scripts that a page names', () => {
    for (const page of globSync('**/*.html', { cwd: folder })) {
      const html = readFileSync(join(folder, page), 'utf8');
      const named = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="[^"]*?(_astro\/[^"]+\.js)"/g)].map(
        ([, file = '']) => file,
      );
      for (const file of named)
        assert.doesNotMatch(
          readFileSync(join(folder, file), 'utf8'),
          /codemirror|react-dom|createRoot/,
          `${page}: ${file}`,
        );
    }
  });
});
