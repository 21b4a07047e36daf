/** What shares a thread shares nothing else: examples on a lane do not see each other, and none can take the others along. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostRun, Task } from '../../src/checker/hosts/host.ts';
import { createLanes, isForLanes, type Lanes } from '../../src/checker/hosts/lanes.ts';
import { extract } from '../../src/snippets/extract.ts';
import { engineSources } from '../../src/worlds/sources.ts';

/** One lane, so that every program follows the one before it in the same thread. */
let lanes: Lanes;
before(() => {
  lanes = createLanes(1, engineSources(), { areKept: true });
});
after(() => lanes.close());

function taskOf(code: string): Task {
  const source = `---\ntitle: t\n---\n\n\`\`\`ts id=example\n${code}\n\`\`\`\n\n\`\`\`output\n\`\`\`\n`;
  const [snippet] = extract({ path: 'content/01-t/01-t.mdx', source }).snippets;
  assert.ok(snippet);
  return { snippet, flavour: 'browser', clock: 'virtual' };
}

const run = (code: string) => lanes.run(taskOf(code));

function printed(result: HostRun | undefined): string[] {
  assert.ok(result?.kind === 'ran', JSON.stringify(result));
  return result.lines.map(({ text }) => text);
}

/** Visits every object that can be reached from the global object and from syntax. */
const walk = `
const reachable = (visit: (object: any) => void) => {
  const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const seen = new Set<unknown>();
  const waiting: any[] = [
    globalThis, async () => {}, function* () {}, async function* () {}, (function* () {})(), (async function* () {})(),
    [].values(), new Map().values(), new Set().values(), ''.matchAll(/./g), ''[Symbol.iterator](),
    new Headers().entries(), new URLSearchParams().entries(), new ReadableStream().values(), new AbortController(),
    new Response('x'), new Blob(['x']), new TextDecoder(), new URL('https://a.test/'), new Event('x'), new DOMException('x'),
    [].values().map((item) => item), new ReadableStream().getReader(), new WritableStream().getWriter(), new FormData().values(),
  ];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) continue;
    seen.add(object);
    waiting.push(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const property = getOwnPropertyDescriptor(object, key);
      if (property) waiting.push(property.value, property.get, property.set);
    }
  }
  for (const object of seen) visit(object);
};
`;

const mark = `${walk}
let marked = 0;
const { defineProperty } = Reflect;
reachable((object) => { if (defineProperty(object, 'leftBehind', { value: true, configurable: true })) marked++; });
console.log(marked > 1000);`;

const findMarks = `${walk}
let found = 0;
let visited = 0;
const names: string[] = [];
reachable((object) => {
  visited++;
  if (Object.hasOwn(object, 'leftBehind')) { found++; names.push(String(object.name ?? object[Symbol.toStringTag] ?? typeof object)); }
});
console.log(visited > 1000, found, names.slice(0, 20).join());`;

/** Replaces what every property of a global class and of its prototype says, as far as that is possible. */
const vandalise = (name: string) => `
const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
console.log('before');
const type = (globalThis as any)['${name}'];
const objects = [type, type?.prototype];
for (let index = 0; index < objects.length; index++) {
  const object = objects[index];
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) continue;
  const keys = ownKeys(object);
  for (let at = 0; at < keys.length; at++) {
    const property = getOwnPropertyDescriptor(object, keys[at]!);
    if (!property?.configurable) continue;
    try { defineProperty(object, keys[at]!, { get() { return () => 'vandalised'; }, set() {}, configurable: true }); } catch {}
  }
}
try { (globalThis as any)['${name}'] = 'vandalised'; } catch {}`;

const ordinary = `
class Account { #balance = 1; get balance() { return this.#balance; } }
const controller = new AbortController();
controller.signal.addEventListener('abort', () => console.log('aborted'));
setTimeout(() => controller.abort(), 5);
queueMicrotask(() => console.log('microtask'));
const results = await Promise.allSettled([Promise.reject(new TypeError('no')), new Account().balance, new Response('text').text()]);
console.log(results, new Map([[1, [2]]]), JSON.stringify({ a: 1 }), [3, 1, 2].sort().join(), Math.max(1, 2), \`\${new Date()}\`);
for await (const chunk of new ReadableStream({ start(c) { c.enqueue('chunk'); c.close(); } })) console.log(chunk);
await new Promise((resolve) => setTimeout(resolve, 10));
console.log(performance.getEntries().length, structuredClone({ deep: [1] }), Object.keys(globalThis).join(), RegExp.$1, 'x'.replace(/x/, 'y'));`;

/** Uses whatever the runtime counts, numbers, keeps a list of or lets a program set; and leaves as much of it behind as it can. */
const remembered = `
import * as office from './worlds/box-office.ts';
import { mark } from './worlds/helpers.ts';
const scope = globalThis as any;
console.count('runs');
console.timeLog('left');
console.time('left');
console.log(setTimeout(() => {}, 1), setInterval(() => {}, 1e9), requestAnimationFrame(() => {}), requestIdleCallback(() => {}));
clearInterval(2);
console.log(Math.random(), crypto.randomUUID(), performance.now(), Date.now(), new Event('x').timeStamp);
console.log((await office.hold('Ada')).id, office.boxOffice.state.free, office.boxOffice.log.length);
console.log(onerror, onunhandledrejection, (new Error('x').stack ?? '').split('\\n').length);
addEventListener('ping', () => console.log('heard'));
dispatchEvent(new Event('ping'));
onunhandledrejection = (event) => { event.preventDefault(); console.log('handled', event.reason); };
void Promise.reject(1);
await new Promise((resolve) => setTimeout(resolve, 1));
onerror = () => { console.log('told'); return true; };
setTimeout(() => { throw new Error('thrown'); });
await new Promise((resolve) => setTimeout(resolve, 1));
const signal = AbortSignal.timeout(3);
await new Promise((resolve) => signal.addEventListener('abort', resolve));
console.log(signal.reason.message, console.log.toString(), setTimeout.name);
console.log(String((a: number) => a + 1), await scope.scheduler.postTask(() => 'posted'), mark('here'));
for (let depth = 0; depth < 8; depth++) await new Promise((resolve) => setTimeout(resolve));
console.log(performance.now(), performance.mark('m').startTime, performance.getEntries().length);
console.log(new Proxy({ proxied: 1 }, {}), await new Blob(['blob']).text());
await fetch('https://nobody.test/').catch((error) => console.log(error.message));
scope.Error.prepareStackTrace = () => 'own';
console.log(new Error('y').stack);
console.group('left open');
console.log('indented');
addEventListener('error', () => console.log('never'));
await Promise.reject(new Error('the end')).catch((error) => console.log(error.message));
`;

describe('a lane', () => {
  test('runs a program as a thread of its own does', async () => {
    await run('console.log(1)');
    const here = await run(ordinary);
    // One that ends after its first task never looks at its realm.
    for (const areKept of [true, false]) {
      const fresh = createLanes(1, engineSources(), { areKept });
      try {
        assert.deepEqual({ ...(await fresh.run(taskOf(ordinary))), took: 0 }, { ...here, took: 0 });
      } finally {
        await fresh.close();
      }
    }
  });

  test('is as good as new after a program that marked every object it could reach', async () => {
    assert.deepEqual(printed(await run(mark)), ['true']);
    assert.deepEqual(printed(await run(findMarks)), ['true 0 ']);
  });

  test('is as good as new after programs that replaced what they could reach', async () => {
    const expected = printed(await run(ordinary));
    const names = printed(await run("console.log(Object.getOwnPropertyNames(globalThis).join('\\n'))"));
    assert.ok(names.length > 100);
    let survived = 0;
    for (const name of names) {
      // A program that breaks the lane itself is run again elsewhere, and the lane is left: that is fine as well.
      if (await run(vandalise(name))) survived++;
      assert.deepEqual(printed(await run(ordinary)), expected, name);
    }
    assert.ok(survived > names.length - 10, `${survived} of ${names.length} lanes lived on`);
  });

  test('keeps programs of one batch apart, those among them that patch what they can reach', async () => {
    const expected = printed(await run(ordinary));
    const names = [
      'Promise',
      'Array',
      'Object',
      'Map',
      'Symbol',
      'EventTarget',
      'AbortSignal',
      'Math',
      'JSON',
    ];
    const patches = [
      ...names.map(vandalise),
      mark,
      "const word = 'proto' + 'type'; (Array as any)[word].map = () => ['patched'];",
      'Math.max = () => 0; const { constructor: C } = [1]; (C as any).from = () => [];',
    ];
    const results = await Promise.all(patches.flatMap((code) => [run(ordinary), run(code), run(ordinary)]));
    const neighbours = results.flatMap((result, index) =>
      index % 3 === 1 || !result ? [] : [{ result, of: patches[Math.floor(index / 3)] }],
    );
    // What breaks the lane may take one that shares it along: that one has no result, and is run elsewhere.
    assert.ok(neighbours.length > patches.length, `${neighbours.length} results`);
    for (const { result, of } of neighbours) assert.deepEqual(printed(result), expected, of);
  });

  test('is left when it cannot be made new', async () => {
    const expected = printed(await run(ordinary));
    await run('Object.freeze(Array.prototype); Object.preventExtensions(Promise);');
    assert.deepEqual(printed(await run(ordinary)), expected);
    assert.deepEqual(
      printed(
        await run(
          'Array.prototype.push = () => 0; delete (Array.prototype as any).push; console.log([].push);',
        ),
      ),
      ['undefined'],
    );
  });

  test('keeps nothing of what a program left waiting', async () => {
    await run(
      'void new Promise(() => {}).then(() => console.log("late")); setTimeout(() => {}, 1e9); await new Promise(() => {});',
    );
    assert.deepEqual(printed(await run('await null; console.log(1)')), ['1']);
  });

  test('keeps nothing of what the runtime remembers of a program where no property shows it', async () => {
    const first = printed(await run(remembered));
    assert.ok(first.length > 15, first.join('\n'));
    for (const code of [remembered, 'console.log(1)', remembered])
      assert.deepEqual(printed(await run(code)), code === remembered ? first : ['1']);
  });

  test('gives up a program that does not end, and runs the others', async () => {
    const all = await Promise.all([
      run('console.log(1)'),
      run('for (;;);'),
      run('const spin = (): unknown => Promise.resolve().then(spin); await spin();'),
      run('console.log(2)'),
    ]);
    assert.deepEqual(printed(all[0]), ['1']);
    assert.equal(all[1], undefined);
    assert.equal(all[2], undefined);
    assert.deepEqual(printed(all[3]), ['2']);
  });

  test('is not for programs that leave unseen traces', () => {
    const task = taskOf('setTimeout(() => {}, 1)');
    assert.ok(isForLanes(task));
    const withCode = (code: string): Task => ({
      ...task,
      snippet: { ...task.snippet, files: task.snippet.files.map((file) => ({ ...file, code })) },
    });
    for (const code of [
      'new MessageChannel()',
      'new WeakRef({})',
      "import 'node:fs'",
      'new FinalizationRegistry(f)',
    ])
      assert.ok(!isForLanes(withCode(code)), code);
    assert.ok(!isForLanes({ ...task, clock: 'real' }));
    assert.ok(!isForLanes({ ...task, flavour: 'node' }));
  });
});
