/**
 * Calls of the console whose text must be Node's own, in every host. Adding a case is adding a line; what is expected comes from Node
 * itself. A name is a sentence about what is printed.
 */
type Case = (console: Console) => void;

class Point {
  x = 1;
  #secret = 2;
  get sum() {
    return this.x + this.#secret;
  }
  static origin = new Point();
}
class Point3 extends Point {
  z = 3;
}
class Queue<T> extends Array<T> {}
class HttpError extends Error {
  override name = 'HttpError';
  status = 503;
}
class Unnamed extends TypeError {}
class Station extends EventTarget {
  readings = [1, 2];
}
class Temperature {
  celsius = 21;
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return `${this.celsius} °C`;
  }
}
class Tagged {
  get [Symbol.toStringTag]() {
    return 'Label';
  }
}

function circle() {
  const ring: Record<string, unknown> = { name: 'ring' };
  ring['self'] = ring;
  ring['inside'] = { ring };
  return ring;
}

function frozen() {
  return Object.freeze({ a: Object.freeze([1]) });
}

const throwing = {
  get value(): number {
    throw new Error('never shown');
  },
};

export const cases: Record<string, Case> = {
  'nothing at all': (console) => console.log(),
  'an empty text': (console) => console.log(''),
  'texts and numbers': (console) => console.log('rate', 1.25, -0, 0, Number.NaN, 1e21, 10n),
  'texts inside values are quoted': (console) =>
    console.log(['a', "it's", 'say "hi"', '`', 'a\nb', '\u0007']),
  'the other primitives': (console) => console.log(undefined, null, true, Symbol('s'), Symbol.iterator),
  'format: s, d, i, f, j, o, O, c and percent': (console) => {
    console.log('%s %d %i %f', 'a', '42', 42.9, '1.5', 'rest');
    console.log('%j %o', { a: 1 }, [1]);
    console.log('%O', { a: { b: { c: { d: 1 } } } });
    console.log('%cred%c 100%% %x %s', 'color: red', '', 'one');
    console.log('%s', { a: 1 }, Symbol('q'), 5n, -0);
    console.log('%s %s', new Point(), new Date(0), () => 1, null, undefined);
    console.log('%d %i', 5n, Symbol('x') as never);
    console.log('no value for %s');
    console.log('%s', { toString: () => 'own text' });
  },
  'a first value that is no text': (console) => console.log(1, '%s', 2),
  'nested objects up to a depth': (console) => console.log({ a: { b: { c: { d: 1 } } }, list: [[[[1]]]] }),
  'objects of classes': (console) => console.log(new Point(), new Point3(), Point, Point3, Point.origin),
  'objects without a prototype': (console) =>
    console.log(Object.create(null), Object.assign(Object.create(null), { a: 1 })),
  'short arrays': (console) =>
    console.log([1, 2, 3], [], [undefined, null], Object.assign(Array(4), { 1: 'x' })),
  'long arrays in columns': (console) => console.log(Array.from({ length: 30 }, (_, index) => index * 7)),
  'more than a hundred items': (console) => console.log(Array.from({ length: 120 }, (_, index) => index)),
  'words in columns': (console) =>
    console.log(
      'waiting switching event-loop callbacks promises async-await errors'.split(' ').concat(['microtasks']),
    ),
  'arrays with properties and of classes': (console) =>
    console.log(Object.assign([1], { x: 2 }), Queue.from([1, 2])),
  'wide objects break into lines': (console) =>
    console.log({ first: 'a'.repeat(30), second: 'b'.repeat(30), third: 'c'.repeat(30) }),
  'long texts in arrays': (console) => console.log(['a'.repeat(100), 'b b '.repeat(40)]),
  'texts of several lines in objects': (console) => console.log({ text: 'one\ntwo\nthree'.repeat(10) }),
  'maps and sets': (console) =>
    console.log(
      new Map<unknown, unknown>([
        ['a', 1],
        [{ b: 2 }, new Set([1])],
      ]),
      new Set(),
      new Map(),
    ),
  'large maps and sets': (console) => {
    console.log(new Set(Array.from({ length: 150 }, (_, index) => index)));
    console.log(new Map(Array.from({ length: 150 }, (_, index) => [index, 'x'])));
  },
  'weak collections and references': (console) => console.log(new WeakMap(), new WeakSet()),
  'dates and expressions': (console) => console.log(new Date(0), new Date(Number.NaN), /a+/gi, [/x/]),
  'functions of every kind': (console) => {
    console.log(
      () => 1,
      function named() {},
      async () => 1,
      async function fetchAll() {},
      function* steps() {},
      async function* pages() {},
      class {},
      class Named {},
    );
    console.log(
      Object.assign(() => 1, { extra: true }),
      Math.max,
      [Math.max],
      Object.assign(class A {}, { b: 1 }),
    );
  },
  'generators and iterators': (console) => {
    console.log((function* () {})(), (async function* () {})());
  },
  'cycles are named': (console) => console.log(circle(), [circle()]),
  'getters are not called': (console) =>
    console.log(throwing, {
      get a() {
        return 1;
      },
      set a(_value) {},
      set b(_value: number) {},
    }),
  'symbols as keys': (console) =>
    console.log({ [Symbol('key')]: 1, [Symbol.iterator]: 2, 'two words': 3, 4: 5 }),
  'boxed primitives': (console) =>
    console.log(Object(1), Object('text'), Object(true), Object(Symbol('s')), Object(1n)),
  'typed arrays and buffers': (console) => {
    console.log(new Uint8Array([1, 2, 3]), new Float64Array(2), new BigInt64Array(1), new Uint8Array(200));
    console.log(new ArrayBuffer(4), new DataView(new ArrayBuffer(2)));
  },
  'namespaces of the language': (console) => console.log(Math, JSON, Reflect, Intl, Atomics),
  arguments: (console) =>
    (
      function () {
        // biome-ignore lint/complexity/noArguments: this is what is printed
        console.log(arguments);
      } as (...values: number[]) => void
    )(1, 2),
  'own inspection methods': (console) =>
    console.log(new Temperature(), [new Temperature()], '%s', new Temperature()),
  'own tags': (console) => console.log(new Tagged(), { [Symbol.toStringTag]: 'Own' }),
  'frozen things': (console) => console.log(frozen()),
  'proxies are shown as their targets': (console) => {
    const trap = () => {
      throw new Error('a trap was called');
    };
    console.log(
      new Proxy({ a: 1 }, { get: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap }),
    );
    console.log([new Proxy([1, 2], {})], new Proxy(() => 1, {}));
    const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
    console.log(proxy);
    revoke();
    console.log(proxy);
  },
  'pending promises': (console) => console.log(new Promise(() => {}), [new Promise(() => {})]),
  'errors with their place': (console) => console.log(new Error('boom')),
  'errors after a text': (console) => console.log('failed:', new RangeError('too far')),
  'errors inside values': (console) => console.log({ error: new Error('boom') }, [new TypeError('no')]),
  'errors of own classes': (console) => console.log(new HttpError('unavailable'), new Unnamed('odd')),
  'errors with other names and messages': (console) => {
    const error = new Error('first');
    error.name = 'Odd';
    error.message = 'second';
    console.log(error);
    console.log(new Error());
    console.log(new Error(''));
    console.log(Object.assign(new Error('coded'), { code: 'E_CODE', detail: { a: 1 } }));
  },
  'errors of several lines': (console) => console.log(new Error('one\ntwo'), { e: new Error('one\ntwo') }),
  'errors without a stack': (console) => {
    const error = new Error('bare');
    error.stack = '';
    console.log(error, [error]);
  },
  'causes and groups': (console) => {
    console.log(new Error('outer', { cause: new Error('inner') }));
    console.log(new Error('outer', { cause: 'a text' }));
    console.log(new AggregateError([new Error('one'), 2], 'all failed'));
  },
  'errors as format arguments': (console) => console.log('%s and %o', new Error('s'), 1),
  'errors that refer to themselves': (console) => {
    const error: Error & { self?: Error } = new Error('me');
    error.self = error;
    console.log(error);
  },
  aborts: (console) => {
    const controller = new AbortController();
    console.log(controller, controller.signal);
    controller.abort('enough');
    console.log(controller.signal, controller.signal.reason);
    console.log(new DOMException('gone', 'AbortError'));
  },
  'event targets': (console) => console.log(new EventTarget(), new Station()),
  'headers, addresses and parameters': (console) => {
    console.log(new Headers({ accept: 'text/plain', 'x-one': '1' }), new Headers());
    console.log(new URL('https://rates.test:8080/USD?to=EUR#now'));
    console.log(new URLSearchParams('a=b&a=c'), new URLSearchParams());
  },
  'blobs and decoders': (console) =>
    console.log(new Blob(['abc'], { type: 'text/plain' }), new TextDecoder()),
  strategies: (console) => console.log(new CountQueuingStrategy({ highWaterMark: 3 })),
  'levels all print alike': (console) => {
    console.info('info');
    console.debug('debug');
    console.warn('warn');
    console.error('error');
  },
  'groups indent': (console) => {
    console.group('outer');
    console.log('one\ntwo');
    console.group();
    console.log({ a: 'x'.repeat(40), b: 'y'.repeat(40) });
    console.warn('deep');
    console.groupEnd();
    console.groupCollapsed('inner', 1);
    console.table([1]);
    console.groupEnd();
    console.groupEnd();
    console.groupEnd();
    console.log('out');
  },
  counts: (console) => {
    console.count();
    console.count('a');
    console.count();
    console.countReset();
    console.count();
  },
  'assertions that fail': (console) => {
    console.assert(true, 'silent');
    console.assert(false);
    console.assert(0, 'value is %d', 0);
    console.assert(false, { a: 1 } as never, 'rest');
  },
  'dir looks deeper or less deep': (console) => {
    console.dir({ a: { b: { c: { d: 1 } } } });
    console.dir({ a: { b: {} } }, { depth: 0 });
    console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null });
    console.dir('text');
  },
  'tables of records': (console) =>
    console.table([
      { base: 'USD', rate: 1, ms: 120 },
      { base: 'EUR', rate: 1.25 },
    ]),
  'tables with chosen columns': (console) => console.table([{ a: 1, b: 2 }, { a: 3 }], ['b', 'c']),
  'tables of plain values, of lists and of both': (console) => {
    console.table(['a', 2, null]);
    console.table([[1, 2], [3]]);
    console.table([{ a: 1 }, 2, undefined]);
    console.table({ x: { a: 1 }, y: 2 });
  },
  'tables of maps and sets': (console) => {
    console.table(
      new Map<string, unknown>([
        ['a', 1],
        ['b', { c: 1 }],
      ]),
    );
    console.table(new Set(['x', { y: 1, z: 2, q: 3 }]));
  },
  'tables of what is no table': (console) => {
    console.table(5);
    console.table('text');
    console.table([]);
    console.table({});
    console.table(null);
  },
  'tables with wide characters': (console) =>
    console.table([
      { city: '東京', flag: '🇨🇿' },
      { city: 'Kraków', flag: 'é' },
    ]),
};
