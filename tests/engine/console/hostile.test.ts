import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ourConsole } from './printed.ts';

const { console, lines, levels, advance, uninstall } = ourConsole();
after(uninstall);

/** The text of everything that was printed while `run` ran. */
function printed(run: () => void): string {
  lines.length = 0;
  levels.length = 0;
  run();
  return lines.join('\n');
}

const fail = (): never => {
  throw new Error('thrown on purpose');
};
const custom = Symbol.for('nodejs.util.inspect.custom');

describe('what a value does never reaches the program', () => {
  const cases: [name: string, value: () => unknown, text: RegExp][] = [
    [
      'a getter that throws',
      () => Object.defineProperty({}, 'a', { get: fail, enumerable: true }),
      /^\{ a: \[Getter\] \}$/,
    ],
    ['an inspection method that throws', () => ({ [custom]: fail }), /cannot be shown: thrown on purpose/],
    ['a tag that throws', () => Object.defineProperty({ a: 1 }, Symbol.toStringTag, { get: fail }), /a: 1/],
    [
      'a proxy whose traps throw',
      () => new Proxy({ a: 1 }, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail }),
      /^\{ a: 1 \}$/,
    ],
    [
      'an error whose message throws',
      () => Object.defineProperty(new Error('m'), 'message', { get: fail }),
      /Error/,
    ],
    [
      'an error whose name throws',
      () => Object.defineProperty(new Error('m'), 'name', { get: fail }),
      /Error: m/,
    ],
    [
      'an error whose stack throws',
      () => Object.defineProperty(new Error('m'), 'stack', { get: fail }),
      /Error: m/,
    ],
    [
      'an error whose message is an object',
      () => Object.assign(new Error(), { message: { a: 1 } }),
      /Error: \{ a: 1 \}/,
    ],
    [
      'an error whose cause is itself',
      () => {
        const error = new Error('m');
        return Object.assign(error, { cause: error });
      },
      /cause: \[Circular \*1\]/,
    ],
    [
      'a function whose name is no text',
      () => Object.defineProperty(() => 1, 'name', { value: 5 }),
      /Function: 5/,
    ],
    [
      'a constructor that throws when looked at',
      () => Object.create(Object.defineProperty({}, 'constructor', { get: fail })),
      /\{\}/,
    ],
    ['a prototype of the platform', () => Response.prototype, /Response|Object/],
    ['an object that only claims to be of the platform', () => Object.create(Headers.prototype), /Headers/],
    ['a class instance that only claims to be a promise', () => Object.create(Promise.prototype), /Promise/],
    ['an array with a million holes', () => Array(1_000_000), /1000000 empty items/],
    [
      'a very deep list',
      () => {
        let list: unknown[] = [];
        for (let depth = 0; depth < 100_000; depth++) list = [list];
        return list;
      },
      /^\[ \[ \[ \[Array\] \] \] \]$/,
    ],
    [
      'an object that prints itself',
      () => ({
        [custom]() {
          console.log('from inside');
          return 'shown';
        },
      }),
      /^from inside\nshown$/,
    ],
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
      /Revoked Proxy/,
    ],
    ['a proxy of a proxy', () => new Proxy(new Proxy([1], {}), { get: fail }), /^\[ 1 \]$/],
  ];
  for (const [name, value, text] of cases) {
    it(name, () => {
      assert.match(
        printed(() => console.log(value())),
        text,
      );
      assert.doesNotThrow(() => console.log('%s %o %O %j', value(), value(), value(), [1]));
      assert.doesNotThrow(() => console.dir(value()));
      assert.doesNotThrow(() => console.table(value()));
      assert.doesNotThrow(() => console.table([value()]));
      assert.deepEqual(Object.getOwnPropertySymbols(Object.prototype), []);
    });
  }

  it('one bad value does not spoil the others', () => {
    const text = printed(() => console.log('before', { [custom]: fail }, 'after', [1]));
    assert.equal(text, 'before [object that cannot be shown: thrown on purpose] after [ 1 ]');
  });

  it('an inspection method for all objects stays where the program has put it', () => {
    const own = () => 'own';
    Object.defineProperty(Object.prototype, custom, { value: own, configurable: true, writable: true });
    try {
      printed(() => console.log({ a: 1 }));
      assert.equal((Object.prototype as Record<symbol, unknown>)[custom], own);
    } finally {
      delete (Object.prototype as Record<symbol, unknown>)[custom];
    }
  });

  it('iterators are not used up', () => {
    const entries = new Map([[1, 2]]).entries();
    const values = new Set([3]).values();
    assert.equal(
      printed(() => console.log(entries, values)),
      'Object [Map Iterator] {} Object [Set Iterator] {}',
    );
    assert.deepEqual([[...entries], [...values]], [[[1, 2]], [3]]);
  });

  it('proxies behave as ever', () => {
    const proxy = new Proxy({ a: 1 }, { get: (_target, key) => key });
    assert.equal(proxy.a as unknown, 'a');
    assert.equal(Proxy.name, 'Proxy');
    assert.equal(Proxy.length, 2);
    assert.throws(() => (Proxy as unknown as () => void)(), TypeError);
    assert.throws(() => new Proxy(1 as never, {}), TypeError);
    assert.throws(() => Proxy.revocable(1 as never, {}), TypeError);
  });
});

describe('printing is bounded', () => {
  const bounded = (name: string, value: () => unknown, text: RegExp, most = 5_000) =>
    it(name, () => {
      const made = value();
      const start = performance.now();
      const shown = printed(() => console.log(made));
      assert.match(shown, text);
      assert.ok(shown.length <= most, `${shown.length} characters`);
      const took = performance.now() - start;
      assert.ok(took < 1_000, `took ${took} ms`);
    });
  bounded('a long text', () => 'x'.repeat(1_000_000), /^x{4000}\.\.\. 996000 more characters$/);
  bounded('a long text in a list', () => ['x'.repeat(1_000_000)], /more characters/);
  bounded('a long list', () => Array(100_000).fill(1), /99900 more items/);
  bounded(
    'an object of many properties',
    () => Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1])),
    /k99: 1,\s+\.\.\. 99900 more properties\s*\}$/,
  );
  bounded(
    'a large map',
    () => new Map(Array.from({ length: 100_000 }, (_, index) => [index, 1])),
    /99900 more items/,
  );
  bounded(
    'a very long list',
    () => Array(3_000_000).fill(1),
    /^\[\n(?: +(?:1, )*1,\n)+ +... 2999900 more items\n\]$/,
  );
  bounded(
    'a long list of texts',
    () => Array(200_000).fill('text'),
    /'text',\n +\.\.\. 199900 more items\n\]$/,
  );
  bounded('a large buffer', () => new Uint8Array(10_000_000), /9999900 more items/);
  bounded('an error with a long message', () => new Error('m'.repeat(100_000)), /more character/);
  bounded(
    'lists of lists of lists',
    () => {
      const inner = () => Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => [1, 2, 3]));
      return Array.from({ length: 100 }, inner);
    },
    /more character/,
  );

  it('many values', () => {
    const values = Array.from({ length: 100 }, () => 'x'.repeat(10_000));
    const shown = printed(() => console.log(...values));
    assert.ok(shown.length < 100 * 4_100, `${shown.length} characters`);
  });

  it('a wide table', () => {
    const shown = printed(() => console.table(Array.from({ length: 1_000 }, (_, index) => ({ index }))));
    assert.match(shown, /\n\.\.\. 900 more rows$/);
  });

  it('deep groups', () => {
    for (let depth = 0; depth < 1_000; depth++) console.group();
    const shown = printed(() => console.log('deep'));
    for (let depth = 0; depth < 1_000; depth++) console.groupEnd();
    assert.equal(shown.trim(), 'deep');
    assert.ok(shown.length <= 104);
  });
});

describe('a program that changes the language', () => {
  const patches: [string, object, PropertyKey][] = [
    ['Array.prototype.map', Array.prototype, 'map'],
    ['Array.prototype.join', Array.prototype, 'join'],
    ['String.prototype.replace', String.prototype, 'replace'],
    ['String.prototype.slice', String.prototype, 'slice'],
    ['Object.keys', Object, 'keys'],
    ['Object.getOwnPropertyDescriptor', Object, 'getOwnPropertyDescriptor'],
    ['Map.prototype.get', Map.prototype, 'get'],
    ['WeakMap.prototype.get', WeakMap.prototype, 'get'],
    ['Function.prototype.call', Function.prototype, 'call'],
    ['Function.prototype.apply', Function.prototype, 'apply'],
    ['JSON.stringify', JSON, 'stringify'],
    ['Number.prototype.toFixed', Number.prototype, 'toFixed'],
  ];
  const map = new Map([[1, 2]]);
  const print = () => {
    console.log('text', 1, { a: [1, { b: 2 }], map }, new Error('m'));
    console.log('%s %d', 'a', 1);
    console.table([{ a: 1 }]);
    console.group('g');
    console.count('c');
    console.countReset('c');
    console.groupEnd();
    console.assert(false, 'no');
  };
  const expected = printed(print);
  /** Prints with the method replaced by one that throws; nothing but the console runs meanwhile. */
  const printPatched = (target: object, key: PropertyKey): string => {
    const original = Object.getOwnPropertyDescriptor(target, key) as PropertyDescriptor;
    const { defineProperty } = Object;
    lines.length = 0;
    for (const own of [lines, levels]) defineProperty(own, 'push', { value: lines.push, configurable: true });
    defineProperty(target, key, { value: fail, writable: true, configurable: true });
    try {
      print();
    } finally {
      defineProperty(target, key, original);
    }
    return lines.join('\n');
  };
  for (const [name, target, key] of patches) {
    it(`prints as before when ${name} throws`, () => {
      assert.equal(printPatched(target, key), expected);
    });
  }

  // Node's formatting itself needs these.
  for (const [name, target, key] of [
    ['Array.prototype.push', Array.prototype, 'push'],
    ['Array.prototype[Symbol.iterator]', Array.prototype, Symbol.iterator],
    ['RegExp.prototype.exec', RegExp.prototype, 'exec'],
  ] as const) {
    it(`says that a value cannot be shown when ${name} throws, and goes on`, () => {
      const text = printPatched(target, key);
      assert.match(text, /^text .*that cannot be shown: thrown on purpose/);
      assert.match(text, /g\n {2}c: 1\nAssertion failed: no$/);
    });
  }
});

describe('the console', () => {
  it('prints on the level of the method', () => {
    printed(() => {
      console.log('');
      console.info('');
      console.debug('');
      console.warn('');
      console.error('');
      console.trace();
      console.assert(false);
      console.table([1]);
      console.dir(1);
      console.count();
    });
    assert.deepEqual(levels, ['log', 'info', 'debug', 'warn', 'error', 'error', 'warn', 'log', 'log', 'log']);
  });

  it('measures time on the clock of the run', () => {
    const text = printed(() => {
      console.time();
      console.time('b');
      advance(200);
      console.timeLog('b', 'so far', { a: 1 });
      console.timeEnd();
      advance(1_301);
      console.timeLog('b');
      advance(65_250);
      console.timeEnd('b');
      console.time('day');
      advance(3_600_000 * 26 + 61_001);
      console.timeEnd('day');
    });
    assert.equal(
      text,
      [
        'b: 200ms so far { a: 1 }',
        'default: 200ms',
        'b: 1.501s',
        'b: 1:06.751 (m:ss.mmm)',
        'day: 26:01:01.001 (h:mm:ss.mmm)',
      ].join('\n'),
    );
  });

  it('warns of labels that are not there, or already', () => {
    const text = printed(() => {
      console.timeEnd('no');
      console.timeLog('no');
      console.countReset('no');
      console.time('yes');
      console.time('yes');
      console.timeEnd('yes');
      console.timeEnd('yes');
    });
    assert.deepEqual(text.split('\n'), [
      "Warning: No such label 'no' for console.timeEnd()",
      "Warning: No such label 'no' for console.timeLog()",
      "Warning: Count for 'no' does not exist",
      "Warning: Label 'yes' already exists for console.time()",
      'yes: 0ms',
      "Warning: No such label 'yes' for console.timeEnd()",
    ]);
  });

  it('says where a trace was asked for', () => {
    assert.equal(
      printed(() => console.trace('at %d', 3, { a: 1 })),
      'Trace: at 3 { a: 1 }\n    at main.ts:1:1',
    );
  });

  it('has methods that can be taken off it, and is called console', () => {
    const { log, error } = console;
    assert.equal(
      printed(() => {
        log(1);
        error(2);
      }),
      '1\n2',
    );
    assert.equal(Object.prototype.toString.call(console), '[object console]');
    assert.equal(log.name, 'log');
  });

  it('shows values as they are when they are printed', () => {
    const list = [1];
    const text = printed(() => {
      console.log(list);
      list.push(2);
    });
    assert.equal(text, '[ 1 ]');
  });
});
