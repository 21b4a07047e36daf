/** Judges programs in a page of the built site: each test is run by a broker of the page's own, as *Check* has it run. */
import assert from 'node:assert/strict';
import { collect, createResult } from '../../src/engine/collect.ts';
import type { RunResult } from '../../src/engine/protocol.ts';
import type { TestRequest } from '../../src/engine/tests/protocol.ts';
import { judgeProgram } from '../../src/exercises/verdict.ts';
import type { BrokerMessage } from '../../src/sandbox/broker.ts';
import { answerTests, passedOf, programs, serverPrograms, serverTests, type Tests } from './hostile-tests.ts';

interface Asked {
  files: Record<string, string>;
  test: TestRequest;
}

/** Has a page run a function: `(run, asked) => page.evaluate(run, asked)`. */
export type Evaluate = (run: typeof runInPage, asked: Asked) => Promise<BrokerMessage[]>;

/** In the page: runs one test, and gives out what the broker said, but for the trace. */
async function runInPage({ files, test }: Asked): Promise<BrokerMessage[]> {
  interface Broker {
    frame: HTMLIFrameElement;
    runs: number;
  }
  const scope = window as unknown as { hostileBroker?: Promise<Broker> };
  const tell = (frame: HTMLIFrameElement, message: object) =>
    frame.contentWindow?.postMessage({ codesandbox: true, $id: 1, ...message }, location.origin);
  scope.hostileBroker ??= new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = new URL('../runtime/index.html', location.href).href;
    addEventListener('message', function hear({ source, data }) {
      if (source !== frame.contentWindow || data.type !== 'initialized') return;
      removeEventListener('message', hear);
      tell(frame, { type: 'register-frame', id: 1, origin: location.origin });
      resolve({ frame, runs: 0 });
    });
    document.body.append(frame);
  });
  const broker = await scope.hostileBroker;
  const run = ++broker.runs;
  return new Promise((resolve) => {
    const heard: BrokerMessage[] = [];
    addEventListener('message', function hear({ source, data }) {
      if (source !== broker.frame.contentWindow || data.type !== 'interleave' || data.run !== run) return;
      if (data.message.type !== 'trace') heard.push(data.message);
      if (!['ended', 'refused', 'failed'].includes(data.message.type)) return;
      removeEventListener('message', hear);
      resolve(heard);
    });
    const options = { clock: 'virtual', flavour: 'browser', limit: 2_000, test };
    tell(broker.frame, { type: 'interleave-run', run, files, entry: 'tests.ts', options });
  });
}

async function runTest(evaluate: Evaluate, asked: Asked): Promise<RunResult> {
  const result = createResult();
  for (const message of await evaluate(runInPage, asked)) {
    if (message.type === 'failed') throw new Error(message.message);
    if (message.type === 'refused') result.problems = message.problems;
    else if (message.type !== 'progress' && message.type !== 'compiled') collect(result, message);
  }
  return result;
}

async function passed(evaluate: Evaluate, program: string, { names, code }: Tests): Promise<string[]> {
  const files = { 'main.ts': program, 'tests.ts': code };
  const verdict = await judgeProgram({ names, run: (test) => runTest(evaluate, { files, test }) });
  assert.equal(verdict.kind, 'judged', JSON.stringify(verdict));
  return passedOf(verdict);
}

/** Tries every program that would rather pass than solve, and one that solves. */
export async function tryHostilePrograms(evaluate: Evaluate): Promise<void> {
  const honest = await passed(evaluate, 'export const answer = () => 42;', answerTests);
  assert.deepEqual(honest, answerTests.names, 'the tests can be passed');
  for (const { does, code } of programs)
    assert.deepEqual(await passed(evaluate, code, answerTests), [], `a program that ${does}`);
  for (const { does, code } of serverPrograms)
    assert.deepEqual(await passed(evaluate, code, serverTests), [], `a program that ${does}`);
}
