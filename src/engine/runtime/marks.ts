/** The hook behind `mark('…')` of the worlds' helpers. */
import type { Core } from './core.ts';
import type { Realm } from './kernel.ts';
import { defineProperty, NativeString, NativeSymbol, stringSlice } from './primordials.ts';

const longestLabel = 200;

export function installMarks(core: Core, realm: Realm): void {
  let count: number;
  core.eachRun(() => {
    count = 0;
  });
  const hook = {
    mark(label: unknown) {
      const text = stringSlice(NativeString(label), 0, longestLabel);
      core.record({ type: 'mark', label: text, number: ++count });
    },
  };
  defineProperty(realm.global, NativeSymbol.for('interleave.mark'), {
    value: realm.native(hook.mark, 'mark', 1),
    writable: false,
    enumerable: false,
    configurable: true,
  });
}
