// An import is a view of the exporter's variable, not a copy.
import { count, increment, total as sum } from './counter.ts';
import * as counter from './counter.ts';
console.log(count, sum);
increment();
await null;
increment();
console.log(count, counter.count, sum === counter.total);
try {
  // @ts-expect-error an import cannot be assigned to
  count = 5;
} catch (e) {
  console.log((e as Error).name);
}
console.log(Object.keys(counter).join(), counter.default(), Object.prototype.toString.call(counter));
