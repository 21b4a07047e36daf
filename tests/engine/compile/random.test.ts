/** Random programs and random module graphs, from fixed seeds: the same lines from Node and from both ways of compiling. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { parseModule } from '../../../src/engine/compile/parse.ts';
import { checkCalls } from './support/check-calls.ts';
import { graph, programOfGraphs } from './support/random-graph.ts';
import { programOfBodies, statement } from './support/random-program.ts';
import { type Ran, runCompiled, runNatively } from './support/run.ts';

// `SEED=7 RUNS=400` tries others. A few seeds (13) build a graph that makes V8 13.6 itself stop with "Check failed".
const seed = Number(process.env['SEED'] ?? 1);
const runs = Number(process.env['RUNS'] ?? 150);

/** The lines of each part of the output; a part begins with a line that `begins` recognises. */
function partsOf(ran: Ran, begins: RegExp): string[] {
  const parts: string[] = [];
  for (const line of ran.lines) {
    if (begins.test(line) || parts.length === 0) parts.push(line);
    else parts[parts.length - 1] += `\n${line}`;
  }
  return parts;
}

it('random async generators do the same with and without probes as in Node', async () => {
  const bodies = fc
    .sample(fc.array(statement, { minLength: 1, maxLength: 5 }), { seed, numRuns: runs })
    .map((statements) => statements.join(''));
  const parsed = bodies.filter((body) => parseModule('main.js', `async function* f() {${body}}`).ok);
  assert.equal(parsed.length, bodies.length, 'the generator writes valid programs');
  const program = { entry: 'main.js', files: { 'main.js': programOfBodies(bodies) } };
  const begins = /^body\d+$/;
  const native = partsOf(await runNatively(program), begins);
  const plain = partsOf(await runCompiled(program, false), begins);
  const probed = await runCompiled(program, true);
  assert.equal(native.length, bodies.length);
  native.forEach((part, index) => {
    assert.equal(plain[index], part, `without probes: ${bodies[index]}`);
    assert.equal(partsOf(probed, begins)[index], part, `with probes: ${bodies[index]}`);
  });
  checkCalls(probed.calls);
});

it('random module graphs with top-level awaits are evaluated in the order in which Node evaluates them', async () => {
  const graphs = fc.sample(graph, { seed, numRuns: Math.ceil(runs / 3) });
  const program = { entry: 'main.js', files: programOfGraphs(graphs) };
  const native = await runNatively(program);
  assert.ok(native.lines.length > graphs.length * 3);
  for (const probes of [false, true]) {
    const compiled = await runCompiled(program, probes);
    graphs.forEach((shapes, index) => {
      const own = (ran: Ran): string => ran.lines.filter((line) => line.startsWith(`g${index} `)).join('\n');
      assert.equal(own(compiled), own(native), `probes ${probes}: ${JSON.stringify(shapes)}`);
    });
  }
});
