/** What is kept between builds, and for how long. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { KeptTexts, keptFor, removeUnused } from '../../src/components/kept-on-disk.ts';

const place = mkdtempSync(join(tmpdir(), 'interleave-kept-'));
after(() => rmSync(place, { recursive: true, force: true }));

const folder = join(place, 'cards');
const kept = new KeptTexts('cards', place);

/** As if what is kept had last been used so long ago (ms). */
function age(by: number): void {
  const time = (Date.now() - by) / 1_000;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), time, time);
}

test('a text is made once for the same parts, and again for others', async () => {
  let made = 0;
  const make = () => `made ${++made}`;
  assert.equal(await kept.get(['a', 'b'], make), 'made 1');
  assert.equal(await kept.get(['a', 'b'], make), 'made 1');
  assert.equal(await kept.get(['ab'], make), 'made 2');
  assert.equal(await kept.read(['c']), undefined);
});

test('what was not used for a month is removed, and what was read since then stays', async () => {
  kept.write(['used'], 'kept');
  kept.write(['forgotten'], 'gone');
  age(keptFor + 60_000);
  assert.equal(await kept.read(['used']), 'kept');
  const before = readdirSync(folder).length;
  assert.equal(removeUnused(place), before - 1);
  assert.equal(readdirSync(folder).length, 1);
  assert.equal(await kept.read(['used']), 'kept');
  assert.equal(await kept.read(['forgotten']), undefined);
  assert.equal(await kept.get(['forgotten'], () => 'anew'), 'anew');
});

test('what is younger is left alone', async () => {
  age(keptFor - 60 * 60_000);
  assert.equal(removeUnused(place), 0);
});

test('what was used today is not marked again', async () => {
  age(60 * 60_000);
  const file = join(folder, readdirSync(folder)[0] ?? '');
  const before = statSync(file).mtimeMs;
  await kept.read(['used']);
  await kept.read(['forgotten']);
  assert.equal(statSync(file).mtimeMs, before);
});

test('where nothing was ever kept, there is nothing to remove', () => {
  assert.equal(removeUnused(join(place, 'nowhere')), 0);
});
