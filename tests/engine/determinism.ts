/**
 * `npm run determinism [-- rounds [word …]]`: every ordering program so many times (100) on the engine in Node, the first
 * time in a fresh thread and then in warm ones; every byte of the traces, of the lines and of the end has to be the same.
 * Words take the programs whose names contain one of them.
 */
import { availableParallelism } from 'node:os';
import { mapPool } from '../../src/checker/pool.ts';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import { createEngineLanes } from '../support/engine-lanes.ts';
import { readOrderingPrograms } from '../support/engine-programs.ts';
import { asProgram } from '../support/engine-runs.ts';
import { hashOf } from '../support/run-hash.ts';

const [rounds = '100', ...words] = process.argv.slice(2);
const programs = readOrderingPrograms(words);
const lanes = createEngineLanes(availableParallelism());
const start = performance.now();
let events = 0;
let runs = 0;
const different: string[] = [];

await mapPool(programs, availableParallelism(), async (program) => {
  const source = asProgram(program);
  const options = { flavour: program.flavours[0], probes: true, limit: 60_000 };
  const first = await run(source, options);
  const { hashes } = await lanes.run(source, options, Math.max(1, Number(rounds) - 1));
  runs += 1 + hashes.length;
  events += first.trace.events.length * (1 + hashes.length);
  const wrong = hashes.findIndex((hash) => hash !== hashOf(first));
  if (wrong >= 0) different.push(`${program.name}: round ${wrong + 2} differs from the first`);
});
await lanes.close();
await closePool();

for (const line of different.sort()) console.log(line);
const seconds = (performance.now() - start) / 1000;
console.log(
  `${programs.length} programs, ${runs} runs, ${events} trace events: ${different.length} programs differ, ${seconds.toFixed(0)} s`,
);
process.exit(different.length > 0 ? 1 : 0);
