/** The course of a check, on hosts that only pretend to run anything. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check } from '../../src/checker/check.ts';
import { contentKey } from '../../src/checker/content-key.ts';
import type { Host, HostRun, Task } from '../../src/checker/hosts/host.ts';
import { mapPool } from '../../src/checker/pool.ts';
import { createRunner } from '../../src/checker/run-once.ts';
import { extract } from '../../src/snippets/extract.ts';
import { snippetOf } from '../typecheck/snippet.ts';

function ran(...lines: string[]): HostRun {
  return {
    kind: 'ran',
    lines: lines.map((text) => ({ at: 0, level: 'log', text })),
    dropped: 0,
    end: { reason: 'quiet', exitCode: 0, at: 0 },
    uncaught: [],
    waiting: [],
  };
}

interface Pretended extends Host {
  tasks: Task[];
  /** The most runs there were at one time. */
  most: number;
}

/** A host that answers with these runs, one after the other, the last one for ever. */
function pretend(details: Partial<Host>, ...runs: HostRun[]): Pretended {
  let busy = 0;
  const host: Pretended = {
    name: 'engine',
    flavours: ['browser', 'node'],
    clocks: ['virtual', 'real'],
    hasBuiltins: true,
    concurrency: 2,
    run: async (task) => {
      host.tasks.push(task);
      const { length } = host.tasks;
      host.most = Math.max(host.most, ++busy);
      await new Promise((done) => setTimeout(done, 2));
      busy--;
      return runs[Math.min(length, runs.length) - 1] ?? ran();
    },
    close: async () => {},
    tasks: [],
    most: 0,
    ...details,
  };
  return host;
}

const realOnly: Partial<Host> = { name: 'node', flavours: ['node'], clocks: ['real'] };

/** A chapter of examples, each given as what stands after `ts ` and its output fences. */
function chapterOf(...examples: [info: string, ...outputs: string[]][]) {
  const fences = examples.map(
    ([info, ...outputs]) =>
      `\`\`\`ts ${info}\n// ${info}\nexport {};\n\`\`\`\n\n${outputs.map((text) => `\`\`\`${text}\n\`\`\`\n`).join('\n')}\nText.\n`,
  );
  const chapter = extract({ path: 'content/a.mdx', source: `---\ntitle: A\n---\n\n${fences.join('\n')}` });
  assert.deepEqual(chapter.problems, []);
  return chapter;
}

async function run(chapter: ReturnType<typeof chapterOf>, hosts: Host[], clock?: Task['clock']) {
  const { run } = createRunner();
  const report = await check([chapter], { hosts, run, clock, diagnose: async () => [] });
  const [{ problems = [] } = {}] = report.chapters;
  return { report, problems: problems.map(({ code, host }) => `${code} on ${host}`) };
}

describe('a host', () => {
  test('gets the examples it can run, by its own rules or by those the output asks for', async () => {
    const chapter = chapterOf(
      ['id=any', 'output'],
      ['id=node host=node', 'output'],
      ['id=browser host=browser', 'output'],
      ['id=each', 'output host=node', 'output host=browser'],
      ['id=types check-only="why"'],
      ['id=elsewhere', 'output recorded="there"'],
    );
    const engine = pretend({});
    const node = pretend(realOnly);
    const { report } = await run(chapter, [engine, node]);
    const runs = (host: typeof engine) =>
      host.tasks.map(({ snippet, flavour, clock }) => `${snippet.id} ${flavour} ${clock}`);
    assert.deepEqual(runs(engine), [
      'any browser virtual',
      'node node virtual',
      'browser browser virtual',
      'each node virtual',
      'each browser virtual',
    ]);
    assert.deepEqual(runs(node), ['any node real', 'node node real', 'each node real']);
    assert.deepEqual(report.hosts, [
      { name: 'engine', run: 5, wrong: 0, skipped: 0 },
      { name: 'node', run: 3, wrong: 0, skipped: 1 },
    ]);
    assert.deepEqual(report.chapters[0]?.checkOnly, [{ id: 'types', reason: 'why' }]);
    assert.deepEqual(report.chapters[0]?.recorded, ['elsewhere']);
  });

  test("without Node's modules does not get the examples that import them", async () => {
    const chapter = extract({
      path: 'content/a.mdx',
      source: "---\ntitle: A\n---\n\n```ts id=a host=node\nimport 'node:events';\n```\n\n```output\n```\n",
    });
    assert.deepEqual(chapter.problems, []);
    assert.equal(chapter.snippets[0]?.runnable, false);
    const engine = pretend({});
    const browser = pretend({ name: 'chromium', hasBuiltins: false });
    const { report } = await run(chapter, [engine, browser]);
    assert.deepEqual(report.hosts, [
      { name: 'engine', run: 1, wrong: 0, skipped: 0 },
      { name: 'chromium', run: 0, wrong: 0, skipped: 1 },
    ]);
  });

  test('takes the clock an example asks for, and the one the command asks for above all', async () => {
    const chapter = chapterOf(['id=own clock=real', 'output'], ['id=usual', 'output']);
    const engine = pretend({});
    await run(chapter, [engine]);
    await run(chapter, [engine], 'real');
    assert.deepEqual(
      engine.tasks.map(({ clock }) => clock),
      ['virtual', 'real', 'real', 'real'],
    );
  });

  test('with real timers gets five attempts, one on the virtual clock only one', async () => {
    const chapter = chapterOf(['id=one', 'output\n1']);
    const lucky = pretend(realOnly, ran('2'), ran('2'), ran('1'));
    assert.deepEqual((await run(chapter, [lucky])).problems, []);
    const wrong = pretend(realOnly, ran('2'));
    assert.deepEqual((await run(chapter, [wrong])).problems, ['output-differs on node']);
    assert.equal(wrong.tasks.length, 5);
    const engine = pretend({}, ran('2'), ran('1'));
    assert.deepEqual((await run(chapter, [engine])).problems, ['output-differs on engine']);
    assert.equal(engine.tasks.length, 1);
  });

  test('runs one example at a time on a real clock, after the types are checked', async () => {
    const chapter = chapterOf(['id=one', 'output'], ['id=two', 'output']);
    const types = Promise.withResolvers<[]>();
    const engine = pretend({});
    const node = pretend(realOnly);
    const checking = check([chapter], {
      hosts: [engine, node],
      run: createRunner().run,
      diagnose: () => types.promise,
    });
    await new Promise((done) => setTimeout(done, 20));
    assert.deepEqual([engine.tasks.length, node.tasks.length], [2, 0]);
    types.resolve([]);
    await checking;
    assert.deepEqual([engine.tasks.length, node.tasks.length], [2, 2]);
    assert.deepEqual([engine.most, node.most], [2, 1]);
  });

  test('is forgiven 30 ms, unless the clock is virtual or the example asked for a real one', async () => {
    const near = ran('110 ms');
    const chapter = chapterOf(['id=one', 'output\n100 ms']);
    assert.deepEqual((await run(chapter, [pretend(realOnly, near)])).problems, []);
    assert.deepEqual((await run(chapter, [pretend({}, near)], 'real')).problems, []);
    assert.deepEqual((await run(chapter, [pretend({}, near)])).problems, ['output-differs on engine']);
    const asked = chapterOf(['id=one clock=real', 'output\n100 ms']);
    assert.deepEqual((await run(asked, [pretend({}, near)])).problems, ['output-differs on engine']);
  });
});

describe('a time without a unit', () => {
  test('that is a little off on a real clock brings the advice to print the unit', async () => {
    const chapter = chapterOf(['id=one', 'output\n100']);
    const { report } = await run(chapter, [pretend(realOnly, ran('110'))]);
    assert.match(report.chapters[0]?.problems[0]?.advice ?? '', /print their unit \(`120 ms`\)/);
    const { report: other } = await run(chapter, [pretend(realOnly, ran('210'))]);
    assert.match(other.chapters[0]?.problems[0]?.advice ?? '', /an output for each host/);
  });
});

describe('a failure of the checker itself', () => {
  test('is not swallowed, whether types or a run failed', async () => {
    const chapter = chapterOf(['id=one', 'output']);
    const broken = new Error('broken');
    const failing = pretend({ run: () => Promise.reject(broken) });
    await assert.rejects(run(chapter, [failing]), broken);
    const checking = {
      hosts: [pretend({})],
      run: createRunner().run,
      diagnose: () => Promise.reject(broken),
    };
    await assert.rejects(check([chapter], checking), broken);
  });
});

describe('the key of a run', () => {
  const task: Task = { snippet: snippetOf('export {};'), flavour: 'node', clock: 'virtual' };

  test('changes with everything a run depends on', () => {
    const { snippet } = task;
    const others: [Task, string][] = [
      [task, 'other engine'],
      [{ ...task, flavour: 'browser' }, 'engine'],
      [{ ...task, clock: 'real' }, 'engine'],
      [{ ...task, snippet: { ...snippet, seed: 2 } }, 'engine'],
      [{ ...task, snippet: { ...snippet, limit: 2 } }, 'engine'],
      [{ ...task, snippet: { ...snippet, entry: 'other.ts' } }, 'engine'],
      [{ ...task, snippet: snippetOf('export { };') }, 'engine'],
      [{ ...task, snippet: snippetOf({ 'main.ts': 'export {};', 'b.ts': '' }) }, 'engine'],
    ];
    const keys = new Set([
      contentKey(task, 'engine'),
      ...others.map(([other, where]) => contentKey(other, where)),
    ]);
    assert.equal(keys.size, others.length + 1);
  });

  test('is the same wherever the example stands and whatever is expected of it', () => {
    const { snippet } = task;
    const moved = {
      ...snippet,
      id: 'other',
      chapter: 'other',
      expectations: [{ host: 'any' as const, segments: [] }],
    };
    assert.equal(contentKey({ ...task, snippet: moved }, 'engine'), contentKey(task, 'engine'));
  });
});

describe('a runner', () => {
  test('runs the same task once on the virtual clock, every time on a real one, and again when asked', async () => {
    const host = pretend({});
    const runner = createRunner();
    const task: Task = { snippet: snippetOf('export {};'), flavour: 'node', clock: 'virtual' };
    await runner.run(host, task);
    await runner.run(host, task);
    assert.equal(host.tasks.length, 1);
    await runner.runAgain(host, task);
    assert.equal(host.tasks.length, 2);
    await runner.run(host, { ...task, clock: 'real' });
    await runner.run(host, { ...task, clock: 'real' });
    assert.equal(host.tasks.length, 4);
  });
});

describe('a pool', () => {
  test('works on so many items at once, in their order, and rejects with the first failure', async () => {
    const begun: number[] = [];
    let busy = 0;
    let most = 0;
    await mapPool([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      most = Math.max(most, ++busy);
      await new Promise((done) => setTimeout(done, 5));
      busy--;
    });
    assert.deepEqual([begun, most], [[1, 2, 3, 4, 5], 2]);
    await assert.rejects(
      mapPool([1, 2], 1, async (item) => {
        if (item === 1) throw new Error('first');
      }),
      { message: 'first' },
    );
  });
});
