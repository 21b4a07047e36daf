import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { limits } from '../../src/sandbox/limits.ts';
import { invalid } from '../../src/sandbox/shape.ts';
import {
  cageMessage,
  compiledProgram,
  compileResult,
  fileName,
  pageMessage,
  runMessage,
  settings,
  workerMessage,
} from '../../src/sandbox/validate.ts';

const line = { at: 1.5, level: 'log', text: 'hello' };

describe('messages of a program', () => {
  test('a line of output is copied field by field, and nothing else is', () => {
    const source = {
      type: 'output',
      dropped: 0,
      extra: 1,
      lines: [{ ...line, '@t': '[[TypedArray]]', data: {} }],
    };
    const copy = runMessage(source);
    assert.deepEqual(copy, { type: 'output', dropped: 0, lines: [line] });
    assert.notEqual((copy as { lines: unknown[] }).lines[0], source.lines[0]);
  });

  test('text beyond the limit is cut, never refused', () => {
    const copy = runMessage({ type: 'output', dropped: 0, lines: [{ ...line, text: 'y'.repeat(1e6) }] });
    assert.equal((copy as { lines: { text: string }[] }).lines[0]?.text.length, limits.line);
  });

  test('errors that are the same one many times over stay one', () => {
    const frame = { file: 'main.ts', line: 0, column: 0 };
    const leaf = { name: 'E', message: 'm', text: 't', frames: Array(50).fill(frame) };
    const inner = { ...leaf, errors: Array(20).fill(leaf) };
    const middle = { ...leaf, errors: Array(20).fill(inner) };
    const error = { ...leaf, errors: Array(20).fill(middle) };
    const event = { type: 'uncaught-error', seq: 0, at: 0, job: 0, error };
    const copy = runMessage({ type: 'trace', events: [event, event] }) as { events: { error: Tree }[] };
    interface Tree {
      errors?: Tree[];
    }
    const found = new Set<object>();
    const look = (tree: Tree) => {
      if (found.has(tree)) return;
      found.add(tree);
      tree.errors?.forEach(look);
    };
    for (const { error } of copy.events) look(error);
    assert.equal(found.size, 4);
  });

  test('objects in the place of text are refused', () => {
    for (const text of [{ toString: () => 'x' }, ['x'], 1, null, undefined, new String('x')])
      assert.equal(runMessage({ type: 'output', dropped: 0, lines: [{ ...line, text }] }), invalid);
  });

  test('numbers that are none are refused', () => {
    for (const at of [Number.NaN, Infinity, -1, 1e300, '1', { valueOf: () => 1 }])
      assert.equal(runMessage({ type: 'output', dropped: 0, lines: [{ ...line, at }] }), invalid);
  });

  test('an unknown type, an inherited type and no type at all are refused', () => {
    assert.equal(runMessage({ type: 'constructor' }), invalid);
    assert.equal(runMessage({ type: '__proto__' }), invalid);
    assert.equal(runMessage(Object.create({ type: 'started' })), invalid);
    assert.equal(runMessage({}), invalid);
    assert.equal(runMessage(null), invalid);
    assert.equal(runMessage([]), invalid);
  });

  test('too many lines in one message are refused', () => {
    const lines = Array.from({ length: limits.linesPerMessage + 1 }, () => line);
    assert.equal(runMessage({ type: 'output', dropped: 0, lines }), invalid);
  });

  test('an error is copied at most three causes deep', () => {
    const error = (cause?: object): object => ({
      name: 'Error',
      message: 'm',
      text: 'Error: m',
      frames: [],
      ...(cause && { cause }),
    });
    const end = (cause?: object) => ({
      type: 'ended',
      end: { reason: 'error', exitCode: 1, at: 0, error: error(cause) },
    });
    assert.notEqual(runMessage(end(error(error(error())))), invalid);
    const copy = JSON.stringify(runMessage(end(error(error(error(error()))))));
    assert.equal(copy.match(/"cause"/g)?.length, 3);
    const cyclic: Record<string, unknown> = { ...error() };
    cyclic['cause'] = cyclic;
    assert.equal(JSON.stringify(runMessage(end(cyclic))).match(/"cause"/g)?.length, 3);
  });

  test('trace events keep their fields, packed or not', () => {
    const events = [
      { seq: 0, at: 0, job: 0, type: 'task', kind: 'program' },
      { seq: 1, at: 0, job: 1, type: 'timer-set', timer: 1, kind: 'timeout', delay: 5, due: 5, site: 3 },
    ];
    assert.deepEqual(runMessage({ type: 'trace', events }), { type: 'trace', events });
    const chunk = {
      first: 7,
      times: Float64Array.of(2.5),
      numbers: Int32Array.of(2, 4, -1, 6, 0, 0, 0),
      texts: [],
      details: [],
    };
    assert.deepEqual(workerMessage({ nonce: 'n', message: { type: 'trace', chunk } }), {
      nonce: 'n',
      message: { type: 'trace', events: [{ type: 'task-end', seq: 7, at: 2.5, job: 4, cause: 6 }] },
    });
  });

  test('a packed trace that lies about itself is refused', () => {
    const chunk = {
      first: 0,
      times: new Float64Array(limits.eventsPerMessage + 1),
      numbers: [],
      texts: [],
      details: [],
    };
    assert.equal(workerMessage({ nonce: 'n', message: { type: 'trace', chunk } }), invalid);
    assert.equal(workerMessage({ nonce: 'n', message: { type: 'trace', chunk: { times: 1 } } }), invalid);
    const details = [{ type: 'log', level: 'log', text: { toString: () => 'x' } }];
    const numbers = Int32Array.of(0, 0, -1, -1, 0, 0, 0);
    const forged = { first: 0, times: Float64Array.of(0), numbers, texts: [], details };
    assert.equal(workerMessage({ nonce: 'n', message: { type: 'trace', chunk: forged } }), invalid);
  });

  test('whatever arrives, reading it neither throws nor keeps anything of it', () => {
    fc.assert(
      fc.property(fc.anything({ withTypedArray: true, withMap: true, withNullPrototype: true }), (value) => {
        for (const read of [runMessage, pageMessage, cageMessage, compileResult, workerMessage, settings]) {
          const copy = read(value);
          if (copy !== invalid && typeof value === 'object') assert.notEqual(copy, value);
        }
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  test('a valid message with any part replaced is refused or stays within its type', () => {
    const valid = { type: 'output', dropped: 0, lines: [line] };
    fc.assert(
      fc.property(
        fc.constantFrom('type', 'dropped', 'lines', 'lines.0', 'lines.0.at', 'lines.0.level', 'lines.0.text'),
        fc.anything(),
        (path, value) => {
          const message = structuredClone(valid) as Record<string, unknown>;
          const keys = path.split('.');
          const last = keys.pop() ?? '';
          const holder = keys.reduce<Record<string, unknown>>(
            (object, key) => object[key] as Record<string, unknown>,
            message,
          );
          holder[last] = value;
          const copy = runMessage(message);
          if (copy === invalid || copy.type !== 'output') return;
          for (const { at, level, text } of copy.lines)
            assert.deepEqual([typeof at, typeof level, typeof text], ['number', 'string', 'string']);
        },
      ),
      { numRuns: 2_000, seed: 2 },
    );
  });
});

describe('messages of a page', () => {
  test('file names stay inside the example', () => {
    for (const good of ['main.ts', 'lib/queue.ts', 'worlds/rates.ts', 'a-b_c.ts'])
      assert.equal(fileName(good), good);
    for (const bad of [
      '',
      '/main.ts',
      '../x.ts',
      'a/../b.ts',
      '.hidden',
      'a//b',
      'a/',
      'ä.ts',
      'a\nb',
      'x'.repeat(300),
    ])
      assert.equal(fileName(bad), invalid, bad);
  });

  test('a file named like a property of objects is a plain entry', () => {
    const read = pageMessage({
      type: 'interleave-run',
      $id: 1,
      run: 1,
      entry: '__proto__',
      files: JSON.parse('{"__proto__": "code"}'),
    });
    assert.notEqual(read, invalid);
    assert.deepEqual(Object.entries((read as { files: object }).files), [['__proto__', 'code']]);
  });

  test('options outside their ranges are refused', () => {
    const run = (options: object) =>
      pageMessage({ type: 'interleave-run', $id: 1, run: 1, entry: 'main.ts', files: {}, options });
    assert.notEqual(run({ limit: 5_000, speed: 0.25, clock: 'paced', seed: 7, flavour: 'node' }), invalid);
    for (const options of [
      { limit: 1e9 },
      { limit: 0 },
      { speed: -1 },
      { clock: 'none' },
      { seed: 1.5 },
      { flavour: 'bun' },
      { limit: '5000' },
    ])
      assert.equal(run(options), invalid, JSON.stringify(options));
  });

  test('what only the sandbox decides cannot be asked for', () => {
    assert.deepEqual(settings({ run: 1, options: { maxLines: 1e9, maxTimers: 1e9, speed: 1 } }), {
      run: 1,
      options: { speed: 1 },
    });
  });

  test('a compiled program keeps what linking needs', () => {
    const program = {
      entry: 'main.ts',
      workers: false,
      modules: [
        {
          name: 'main.ts',
          code: 'function* ($m, $i, $p) {}',
          async: false,
          imports: [{ specifier: './a.ts', name: 'a.ts' }],
          bindings: { a: { module: 'a.ts', export: 'a' }, all: { module: 'a.ts', export: null } },
          exports: { default: { module: 'main.ts', export: 'default' } },
          sites: [{ file: 'main.ts', line: 0, column: 0, endLine: 0, endColumn: 5 }],
          insertions: [[3, 4]],
        },
      ],
    };
    assert.deepEqual(compiledProgram(program), program);
    assert.deepEqual(compileResult({ ok: true, program }), { ok: true, program });
    assert.equal(compileResult({ ok: true }), invalid);
  });
});
