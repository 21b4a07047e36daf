/**
 * `npm run test262 -- path/to/test262`: its asynchronous tests, without probes and with them. Exit code 1 when a test passes
 * without them and fails with them, or the other way round.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { closePool } from '../../../src/engine/hosts/node.ts';
import { compareTests } from './compare.ts';
import { readTests } from './read-tests.ts';

const usage = `Runs the asynchronous tests of a checkout of test262 on the engine, without probes and with them.

  npm run test262 -- path/to/test262 [word …]    words: only tests whose path contains one of them

  git clone --depth 1 https://github.com/tc39/test262 gets a checkout.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, failing: { type: 'boolean' } },
});
const [root, ...words] = positionals;
if (values.help || root === undefined) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const read = await readTests(root, words).catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
const { tests, skipped } = read;
let done = 0;
const verdicts = await compareTests(tests, {
  parallel: availableParallelism(),
  onVerdict() {
    if (++done % 500 === 0) console.log(`${done} of ${tests.length}`);
  },
});
await closePool();

const changed = verdicts.filter(
  (verdict) => (verdict.without === undefined) !== (verdict.with === undefined),
);
for (const verdict of changed)
  console.log(
    `\n${verdict.name}\n  without probes: ${verdict.without ?? 'passes'}\n  with probes:    ${verdict.with ?? 'passes'}`,
  );
const failing = verdicts.filter((verdict) => verdict.without !== undefined && verdict.with !== undefined);
if (values.failing)
  for (const { name, without } of failing) console.log(`\n${name}\n  both ways: ${without}`);
const passing = verdicts.length - changed.length - failing.length;
console.log(
  `\n${verdicts.length} tests: ${passing} pass both ways, ${failing.length} fail both ways, ` +
    `${changed.filter((verdict) => verdict.with !== undefined).length} fail with probes only, ` +
    `${changed.filter((verdict) => verdict.without !== undefined).length} without them only`,
);
const reasons = Map.groupBy(skipped, ({ reason }) => reason);
for (const [reason, names] of reasons) console.log(`${names.length} more: ${reason}`);
process.exit(changed.length > 0 ? 1 : 0);
