/** Links that contain a whole example: there and back, and everything that is none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { longestLink, readShared, type SharedExample, writeShared } from '../../src/share/shared-example.ts';

const example: SharedExample = {
  entry: 'main.ts',
  files: [
    { name: 'main.ts', code: "import { a } from './lib/a.ts';\nconsole.log('ü 😀', a);\n" },
    { name: 'lib/a.ts', code: 'export const a = 1;\n' },
  ],
  options: { clock: 'paced', seed: 7, limit: 5_000, flavour: 'browser' },
  title: 'Mine',
  from: { chapter: 'waiting', id: 'all-at-once' },
};

const link = (of: SharedExample = example) => writeShared(of) ?? assert.fail('it can be shared');
const reason = (text: string) => {
  const read = readShared(text);
  return read.ok ? 'read' : read.reason;
};

/** A link with any JSON in it, whose checksum is right. */
function forge(content: unknown): string {
  const text = strToU8(typeof content === 'string' ? content : JSON.stringify(content));
  let sum = 0x811c9dc5;
  for (const byte of text) sum = Math.imul(sum ^ byte, 0x01000193);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum >>> 0);
  return `1.${Buffer.concat([bytes, deflateSync(text)]).toString('base64url')}`;
}

describe('a shared example', () => {
  test('is read as it was written', () => {
    assert.deepEqual(readShared(link()), { ok: true, example });
    assert.deepEqual(readShared(forge(example)), { ok: true, example }, 'the tests forge as the book writes');
  });

  test('is any program, in any letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (code) => {
        const mine = { ...example, files: [{ name: 'main.ts', code }] };
        const read = readShared(link(mine));
        assert.deepEqual(read, { ok: true, example: mine });
      }),
    );
  });

  test('is shorter than what it contains', () => {
    const code = 'await sleep(100);\nconsole.log("tick");\n'.repeat(100);
    assert.ok(link({ ...example, files: [{ name: 'main.ts', code }] }).length < code.length / 5);
  });

  test('loses what does not belong to it', () => {
    assert.deepEqual(
      readShared(forge({ ...example, compiled: {}, options: { ...example.options, trace: false } })),
      {
        ok: true,
        example,
      },
    );
  });
});

describe('a link that is none of the book’s', () => {
  test('is damaged when anything was cut off or changed', () => {
    const whole = link();
    for (let end = 0; end < whole.length; end++)
      assert.equal(reason(whole.slice(0, end)), 'damaged', `cut after ${end} characters`);
    for (let at = 2; at < whole.length - 1; at++) {
      const other = whole[at] === 'A' ? 'B' : 'A';
      assert.equal(reason(whole.slice(0, at) + other + whole.slice(at + 1)), 'damaged', `changed at ${at}`);
    }
  });

  test('is too large when it is, packed or unpacked', () => {
    assert.equal(reason(`1.${'A'.repeat(longestLink)}`), 'too-large');
    const bomb = forge({ ...example, files: [{ name: 'main.ts', code: 'x'.repeat(20_000_000) }] });
    assert.ok(bomb.length < longestLink, 'it is small as long as it is packed');
    assert.equal(reason(bomb), 'too-large');
  });

  test('is not made of what would be too large', () => {
    let code = '';
    for (let seed = 1; code.length < 200_000; seed = (seed * 48_271) % 2_147_483_647)
      code += seed.toString(36);
    assert.equal(writeShared({ ...example, files: [{ name: 'main.ts', code }] }), undefined);
  });

  test('is told from one of a newer version', () => {
    assert.equal(reason(link().replace(/^1/, '2')), 'newer');
    assert.equal(reason(link().replace(/^1/, '0')), 'damaged');
  });

  test('is damaged when its example is no whole one', () => {
    const wrong: Record<string, unknown> = {
      'no object': [],
      'no files': { ...example, files: [] },
      'an entry that is not there': { ...example, entry: 'other.ts' },
      'two files of one name': { ...example, files: [...example.files, ...example.files] },
      'a path that leaves': { ...example, files: [{ name: '../main.ts', code: '' }], entry: '../main.ts' },
      'a file in the place of a world': {
        ...example,
        files: [...example.files, { name: 'worlds/rates.ts', code: '' }],
      },
      'a file of another kind': { ...example, files: [...example.files, { name: 'index.html', code: '' }] },
      'another clock': { ...example, options: { ...example.options, clock: 'none' } },
      'a run without end': { ...example, options: { ...example.options, limit: 1e9 } },
      'a seed that is no number': { ...example, options: { ...example.options, seed: '1' } },
      'no JSON': 'main.ts',
      'not UTF-8': '\ud800{',
    };
    for (const [name, content] of Object.entries(wrong))
      assert.equal(reason(forge(content)), 'damaged', name);
  });

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `1.${text}`),
          fc.uint8Array().map((bytes) => `1.${Buffer.from(bytes).toString('base64url')}`),
          fc.json().map((json) => forge(JSON.parse(json))),
        ),
        (text) => {
          const read = readShared(text);
          assert.ok(read.ok || read.message.length > 0);
        },
      ),
    );
  });
});
