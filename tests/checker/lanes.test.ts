/** What shares a thread shares nothing else: examples on a lane do not see each other, and none can take the others along. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostRun, Task } from '../../src/checker/hosts/host.ts';
import { createLanes, isForLanes, type Lanes } from '../../src/checker/hosts/lanes.ts';
import { extract } from '../../src/snippets/extract.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import {
  findMarks,
  listGlobals,
  mark,
  ordinary,
  vandalise,
  vandaliseAll,
} from '../support/patching-programs.ts';

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
    const names = printed(await run(listGlobals));
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
      vandaliseAll,
      mark,
      "const word = 'proto' + 'type'; (Array as any)[word].map = () => ['patched'];",
      'Math.max = () => 0; const { constructor: C } = [1]; (C as any).from = () => [];',
      "const key = 'constr' + 'uctor'; const list = [] as any; list[key].from = () => ['patched'];",
      "const key = 'constr' + 'uctor'; const proto = 'proto' + 'type'; const list = [] as any; list[key][proto].push = () => 0;",
      // Cannot be put back: whatever shares its thread has to go elsewhere.
      "const key = 'constr' + 'uctor'; const word = 'free' + 'ze'; const list = [] as any; ({} as any)[key][word](list[key]);",
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
