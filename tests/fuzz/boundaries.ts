/** Every place where something from outside is read: by whom, and what must hold of it whatever arrives. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { parseExpression } from '@babel/parser';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { readArguments } from '../../src/checker/args.ts';
import { collect, createResult } from '../../src/engine/collect.ts';
import { compile } from '../../src/engine/compile/compile.ts';
import { isForReaders } from '../../src/engine/threads/team.ts';
import { pathIn, versionOf } from '../../src/offline/answer.ts';
import { readAnswer, readQuestion } from '../../src/offline/messages.ts';
import { describeOutcome } from '../../src/playground/describe-run.ts';
import { forgetEdit, hasKeptEdit, keepEdit, readKeptEdit } from '../../src/playground/kept-edits.ts';
import { readKeptFile, writeKeptFile } from '../../src/playground/kept-file.ts';
import { readCompile } from '../../src/sandbox/broker.ts';
import { consoleMessage, errorMessage, problemMessage } from '../../src/sandbox/sandpack.ts';
import { invalid, type Shape } from '../../src/sandbox/shape.ts';
import {
  cageMessage,
  compileResult,
  pageMessage,
  runMessage,
  settings,
  workerMessage,
} from '../../src/sandbox/validate.ts';
import { longestLink, readShared, writeShared } from '../../src/share/shared-example.ts';
import { extract } from '../../src/snippets/extract.ts';
import { formatProblem } from '../../src/snippets/problem.ts';
import { recall, remember } from '../../src/timeline/predict/memory.ts';
import { checkTrace } from '../../src/trace/validate.ts';
import { type Boundary, poison, strange, textsLike, valuesLike } from './boundary.ts';

const program = (() => {
  const result = compile(
    {
      files: {
        'main.ts': "import { a } from './a.ts';\nconsole.log(await a());\n",
        'a.ts': 'export const a = async () => 1;\n',
      },
      entry: 'main.ts',
    },
    { probes: true },
  );
  if (!result.ok) throw new Error('The program that is mutated does not compile.');
  return result.program;
})();

/** What was read is a copy with nothing but plain data, and reading it again changes nothing. */
function checkShape<T>(read: Shape<T>, value: unknown): T | undefined {
  const copy = read(value);
  if (copy === invalid) return undefined;
  assertPlain(copy);
  if (typeof value === 'object') assert.notEqual(copy, value);
  const again = read(copy);
  assert.notEqual(again, invalid, 'what was accepted is accepted again');
  assert.deepEqual(again, copy);
  return copy;
}

function assertPlain(value: unknown, depth = 0): void {
  assert.ok(depth < 20);
  if (typeof value === 'number') assert.ok(!Number.isNaN(value));
  if (typeof value !== 'object' || value === null) {
    assert.ok(['string', 'number', 'boolean'].includes(typeof value) || value === null, typeof value);
    return;
  }
  assert.ok([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)));
  for (const property of Object.values(Object.getOwnPropertyDescriptors(value))) {
    assert.ok('value' in property);
    assertPlain(property.value, depth + 1);
  }
}

const line = {
  at: 1,
  level: 'log',
  text: 'hello',
  site: { file: 'main.ts', line: 0, column: 0, endLine: 0, endColumn: 5 },
};
const error = {
  name: 'Error',
  message: 'm',
  text: 'Error: m',
  frames: [{ file: 'main.ts', line: 1, column: 2, name: 'f' }],
};
const events = [
  { seq: 0, at: 0, job: 0, type: 'task', kind: 'program' },
  { seq: 1, at: 0, job: 1, type: 'call', call: 1, name: 'f', kind: 'async', site: 0 },
  { seq: 2, at: 0, job: 1, type: 'timer-set', timer: 1, kind: 'timeout', delay: 5, due: 5, cause: 1 },
  { seq: 3, at: 0, job: 1, type: 'suspend', call: 1, on: 'await' },
  { seq: 4, at: 5, job: 2, type: 'uncaught-error', error },
  { seq: 5, at: 5, job: 2, type: 'end', reason: 'quiet', exitCode: 0 },
];
const said = [
  { type: 'started' },
  { type: 'output', dropped: 0, lines: [line, line] },
  { type: 'trace', events },
  {
    type: 'ended',
    end: { reason: 'error', exitCode: 1, at: 5, error: { ...error, cause: error, errors: [error] } },
  },
  { type: 'ended', end: { reason: 'limit', exitCode: 143, at: 5, limit: { name: 'blocked', value: 5_000 } } },
  { type: 'refused', problems: [{ file: 'main.ts', line: 0, column: 1, message: 'm', advice: 'a' }] },
];
const chunk = {
  first: 7,
  times: Float64Array.of(2.5, 3),
  numbers: Int32Array.of(2, 4, -1, 6, 0, 0, 0, 2, 4, -1, 6, 0, 0, 0),
  texts: ['a'],
  details: [],
};
const asked = [
  { type: 'register-frame', id: 5, origin: 'x' },
  {
    type: 'compile',
    $id: 1,
    modules: {
      '/main.ts': { code: 'x' },
      '/.interleave.json': { code: '{"run":1,"options":{"limit":500}}' },
      '/package.json': { code: '{}' },
    },
  },
  {
    type: 'interleave-run',
    $id: 1,
    run: 1,
    entry: 'main.ts',
    files: { 'main.ts': 'x' },
    options: { clock: 'virtual', seed: 1, limit: 500 },
    compiled: program,
  },
  { type: 'interleave-stop', $id: 1, run: 1 },
  { type: 'interleave-speed', $id: 1, speed: 0.25 },
  { type: 'interleave-prepare', $id: 1, compiled: program },
  { type: 'interleave-prepare', $id: 1, files: { 'main.ts': 'x' }, entry: 'main.ts', options: { seed: 1 } },
];

/** A browser's storage: what is kept are its own properties. */
class FakeStorage {
  [key: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

const example = { chapter: 'waiting', id: 'one' };
const editKey = 'interleave:kept:1:edit:waiting/one@v';

const chapters = [...globSync('tests/snippets/cases/*.mdx'), ...globSync('tests/books/*/content/*/*.mdx')]
  .map((file) => readFileSync(file, 'utf8'))
  .filter((text) => text.length < 3_000);

const sources = [
  "import { a } from './a.ts';\nconst x: number = await a();\nconsole.log(`v ${x}`);\nfor await (const y of [1]) setTimeout(() => console.log(y), 5);\n",
  'class A<T> { #x = 1; static { } async *g(): AsyncGenerator<T> { yield* [] as T[]; } get [Symbol.iterator]() { return this.#x; } }\nexport default A;\nexport { A as "odd name" };\n',
  'let y = 1, x = 2;\nx<!--y;\n/re[/]/u.test("a") ? x as any : y!;\nlabel: for (;;) break label;\n`${`a${1}`}`;\n',
];

const sharedExamples = [
  {
    entry: 'main.ts',
    files: [
      { name: 'main.ts', code: "import { a } from './lib/a.ts';\nconsole.log(a, '→ ü 𝒳');\n" },
      { name: 'lib/a.ts', code: 'export const a = 1;\n' },
    ],
    options: { clock: 'paced', seed: 1, limit: 5_000, flavour: 'browser' },
    title: 'Two files',
    from: { chapter: 'waiting', id: 'one' },
  },
  {
    entry: 'main.ts',
    files: [{ name: 'main.ts', code: '' }],
    options: { clock: 'real', seed: 2 ** 53 - 1, limit: 100, flavour: 'node' },
  },
] as const;

/** As far as JSON has it. */
const inJson = (value: unknown) =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part)) ?? 'null';
const toLink = (version: string, bytes: Uint8Array) =>
  `${version}.${Buffer.from(bytes).toString('base64url')}`;
/** A link around any text, with the checksum that belongs to it: what an attacker makes, and no accident does. */
function linkAround(text: string): string {
  const plain = Buffer.from(text);
  let sum = 0x811c9dc5;
  for (const byte of plain) sum = Math.imul(sum ^ byte, 0x01000193);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(sum >>> 0);
  return toLink('1', Buffer.concat([head, deflateSync(plain)]));
}

/** Links that become much more than they are. */
const bombs = [100_000, 999_999, 1_000_001, 10_000_000].map((size) => linkAround(' '.repeat(size)));

/** Where compiled code is looked at by the engine. */
const realm = createContext({});

export const boundaries: Boundary[] = [
  {
    name: 'frame protocol',
    input: valuesLike(asked),
    check(value) {
      const message = checkShape(pageMessage, value);
      if (message?.type !== 'compile') return;
      const request = readCompile(message.modules, 3);
      if (request) assertPlain({ ...request, program: { ...request.program } });
    },
  },
  {
    name: 'settings in a frame message',
    input: textsLike(['{"run":1,"entry":"main.ts","options":{"clock":"virtual","limit":500}}']),
    check(text) {
      readCompile({ '/main.ts': { code: '' }, '/.interleave.json': { code: text as string } }, 1);
      try {
        checkShape(settings, JSON.parse(text as string));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    },
  },
  {
    name: 'worker protocol',
    input: valuesLike([
      ...said.map((message) => ({ nonce: 'n', message })),
      { nonce: 'n', message: { type: 'trace', chunk } },
      { nonce: 'n', message: { type: 'pong' } },
    ]),
    check(value) {
      const message = workerMessage(value);
      if (message === invalid) return;
      assertPlain(message);
      // What a page does with every message that was let through.
      if (!isForReaders(message.message)) return;
      const result = collect(createResult(program), message.message);
      for (const text of result.output.map((printed) => printed.text)) assert.ok(text.length <= 4_000);
      assert.equal(typeof describeOutcome({ kind: 'ended', result }), 'string');
      checkTrace(result.trace);
      consoleMessage(result.output, 0);
      errorMessage(result.end, {});
    },
  },
  {
    name: 'messages of a run',
    input: valuesLike(said),
    check: (value) => void checkShape(runMessage, value),
  },
  {
    name: 'cage protocol',
    input: valuesLike([
      { type: 'ready', key: 'k' },
      { type: 'pong' },
      { type: 'killed', worker: 1 },
      { type: 'failed', worker: 1, message: 'm' },
    ]),
    check: (value) => void checkShape(cageMessage, value),
  },
  {
    name: 'answers of the compiler',
    input: valuesLike([
      { ok: true, program },
      { ok: false, problems: [{ file: 'main.ts', line: 0, column: 0, message: 'm' }] },
    ]),
    check(value) {
      const result = compileResult(value);
      if (result === invalid) return;
      assertPlain(result);
      if (!result.ok) for (const problem of result.problems) problemMessage(problem);
    },
  },
  {
    name: 'sources of programs',
    short: 1_000,
    input: fc.tuple(textsLike(sources), fc.boolean()),
    check(input) {
      const [source, probes] = input as [string, boolean];
      const result = compile(
        { files: { 'main.ts': source, 'a.ts': 'export const a = async () => 1;' }, entry: 'main.ts' },
        { probes },
      );
      if (!result.ok) return assert.ok(result.problems.length > 0);
      for (const { code } of result.program.modules) {
        // One function for the engine too, or nothing: no part of the program stands beside it and runs before its time. (Engine
        // and parser may know different editions of Unicode; then the engine refuses the whole script.)
        let script: Script | undefined;
        try {
          script = new Script(`(${code}\n)`);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
        }
        if (script) assert.equal(typeof script.runInContext(realm, { timeout: 1_000 }), 'function');
        assert.deepEqual(Object.keys(realm), []);
        assert.equal(parseExpression(code, { sourceType: 'script' }).type, 'FunctionExpression');
      }
      return undefined;
    },
  },
  {
    name: 'links with an example',
    input: fc.oneof(
      // Damaged on the way: letters, or bytes under the letters.
      {
        weight: 100,
        arbitrary: textsLike(sharedExamples.map((example) => writeShared(example as never) ?? '')),
      },
      { weight: 50, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => toLink('1', bytes)) },
      // Made on purpose.
      {
        weight: 100,
        arbitrary: textsLike(sharedExamples.map((example) => JSON.stringify(example))).map(linkAround),
      },
      { weight: 200, arbitrary: valuesLike(sharedExamples).map((value) => linkAround(inJson(value))) },
      { weight: 1, arbitrary: fc.constantFrom(...bombs) },
    ),
    check(input) {
      const link = input as string;
      const read = readShared(link);
      if (!read.ok) return void assert.ok(read.message.length > 0);
      const { example } = read;
      assertPlain(example);
      assert.ok(JSON.stringify(example).length <= 1_000_000);
      assert.ok(example.files.some(({ name }) => name === example.entry));
      for (const { name } of example.files) assert.match(name, /^(?!worlds\/)(?!.*\.\.)[\w/.-]+\.ts$/);
      // What was read can be sent on, and is the same again; a text that packs badly may be too long for that.
      const again = writeShared(example);
      if (again === undefined) return void assert.ok(link.length > longestLink / 2);
      const second = readShared(again);
      assert.ok(second.ok);
      assert.deepEqual(second.example, example);
    },
  },
  {
    name: 'stored state',
    input: textsLike([
      JSON.stringify({ at: 5, value: { files: { 'main.ts': 'console.log(1)' }, base: { 'main.ts': '' } } }),
      JSON.stringify({ skipped: true }),
      JSON.stringify({ order: ['a', 'b'], total: 12 }),
      '0.25',
      'off',
    ]),
    check(input) {
      const stored = input as string;
      const storage = new FakeStorage();
      Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
      storage.setItem(editKey, stored);
      const edit = readKeptEdit(example, 'v');
      if (edit) assert.ok(Object.values(edit.files).every((text) => typeof text === 'string'));
      hasKeptEdit(example);
      recall(storage, editKey);
      assert.deepEqual({ ...storage }, { [editKey]: stored }, 'reading loses nothing');
      const mine = { version: 'v', files: { 'main.ts': stored }, base: { 'main.ts': '' } };
      keepEdit(example, mine);
      assert.deepEqual(readKeptEdit(example, 'v'), mine);
      forgetEdit(example, 'v', {});
      assert.equal(hasKeptEdit(example), false);
      remember(storage, 'k', { skipped: false, guess: { order: [stored], total: undefined } });
      assert.deepEqual(recall(storage, 'k'), {
        skipped: false,
        guess: { order: [stored], total: undefined },
      });
    },
  },
  {
    name: 'files of kept things',
    input: textsLike([
      writeKeptFile([
        {
          kind: 'edit',
          chapter: 'waiting',
          id: 'one',
          version: 'v',
          at: 5,
          value: { files: { 'main.ts': 'x' }, base: {} },
        },
      ]),
    ]),
    check(text) {
      const read = readKeptFile(text as string);
      if (!read.ok) assert.ok(read.message.length > 0);
      else
        for (const { kind, chapter, id, version } of read.entries)
          assert.match(`${kind}:${chapter}/${id}@${version}`, /^[a-z-]+:[\w-]+\/[\w.-]+@[\w.-]+$/);
    },
  },
  {
    name: 'chapters',
    short: 400,
    input: textsLike(chapters),
    check(source) {
      const chapter = extract({ path: 'content/01-a/01-a.mdx', source: source as string });
      for (const problem of chapter.problems)
        assert.match(formatProblem(problem), /^content\/01-a\/01-a\.mdx:\d+:\d+/);
    },
  },
  {
    name: 'arguments of the checker',
    input: fc.array(
      fc.oneof(
        fc.constantFrom(
          '--update',
          '--filter',
          'waiting',
          '--host',
          'engine,node',
          '--host=engine',
          '--clock',
          'real',
          '--',
          '-h',
          '--help',
          '-',
          '--=',
          '--filter=',
        ),
        fc.string(),
        poison,
      ),
      { maxLength: 6 },
    ),
    check(argv) {
      const read = readArguments(argv as string[]);
      if (read.kind === 'wrong') assert.ok(read.message.length > 0);
      else assert.ok(read.kind === 'help' || read.options.hosts.length > 0);
    },
  },
  {
    name: 'messages of the offline worker',
    input: valuesLike([
      { type: 'state' },
      { type: 'keep-all' },
      { type: 'take-over' },
      { type: 'adopt', version: 'v', page: 'waiting/', loaded: ['_astro/a.js', ''] },
      { type: 'progress', bytes: 1, total: 2 },
      { type: 'failed', reason: 'no-room' },
      {
        type: 'state',
        state: { version: 'v', whole: false, keptBytes: 1, totalBytes: 2, openPages: 1, pages: ['waiting/'] },
      },
    ]),
    check(value) {
      for (const read of [readQuestion, readAnswer]) {
        const message = read(value);
        if (message === undefined) continue;
        assertPlain(message);
        assert.deepEqual(read(message), message);
      }
    },
  },
  {
    name: 'addresses and pages in the offline worker',
    input: fc.tuple(
      textsLike([
        'https://book.test/book/waiting/?a#b',
        'https://book.test/book/%E2%82%AC/index.html',
        'https://evil.test/book/',
        'blob:https://book.test/1',
      ]),
      textsLike(['<meta name="interleave-version" content="abc">']),
    ),
    check(input) {
      const [address, html] = input as [string, string];
      versionOf(html);
      if (!URL.canParse(address)) return;
      const path = pathIn('https://book.test/book/', address);
      if (path !== undefined) assert.equal(new URL(address).origin, 'https://book.test');
    },
  },
  {
    name: 'anything at all',
    input: strange,
    check: (value) =>
      [pageMessage, workerMessage, runMessage, cageMessage, compileResult, settings].forEach(
        (read) => void read(value),
      ),
  },
];
