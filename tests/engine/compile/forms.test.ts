/**
 * The forms test262 generates its asynchronous tests from (`support/forms.ts`), each in Node as it is, compiled without
 * probes, compiled with probes that only record, and on the engine: the same lines in the same microtask turns. What the
 * host decides (the text of its own errors) is Node's everywhere. ONLY=yield takes the forms whose names contain a word.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { run } from '../../../src/engine/hosts/node.ts';
import { checkTrace } from '../../../src/trace/validate.ts';
import { checkCalls } from './support/check-calls.ts';
import { allForms, partsOf, programOfForms } from './support/forms.ts';
import { runCompiled, runNatively } from './support/run.ts';

const only = process.env['ONLY'];
/** Real ms; a busy machine needs many. */
const limit = 300_000;
const cases = allForms().filter(({ name }) => !only || name.includes(only));
const program = programOfForms(cases);

/** The first few cases that differ, as text. */
function differences(expected: Map<string, string>, found: Map<string, string>): string[] {
  return cases
    .filter(({ name }) => expected.get(name) !== found.get(name))
    .map(
      ({ name, code }) =>
        `${name}\n${code}\nexpected:\n${expected.get(name) ?? ''}found:\n${found.get(name) ?? ''}`,
    )
    .slice(0, 5);
}

it('every form does the same, compiled or not, watched or not', async () => {
  const native = partsOf((await runNatively(program, limit)).lines);
  assert.equal(native.size, cases.length, 'Node ran all of them');
  const plain = await runCompiled(program, false, limit);
  assert.deepEqual(differences(native, partsOf(plain.lines)), [], 'compiled without probes');
  const probed = await runCompiled(program, true, limit);
  assert.deepEqual(differences(native, partsOf(probed.lines)), [], 'compiled with probes');
  checkCalls(probed.calls);
  const limits = { limit, maxLines: 1_000_000, maxOutput: 100_000_000, maxEvents: 5_000_000 };
  for (const probes of [false, true]) {
    const result = await run(program, { ...limits, flavour: 'node', probes });
    const lines = result.output.flatMap(({ text }) => text.split('\n'));
    assert.deepEqual(differences(native, partsOf(lines)), [], `on the engine, probes ${probes}`);
    assert.deepEqual(checkTrace(result.trace).slice(0, 3), []);
  }
});
