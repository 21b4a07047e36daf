import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ourConsole } from './printed.ts';

// A file of its own, and so a process of its own: freezing cannot be undone.
it('a program may freeze Object.prototype, and values are printed all the same', () => {
  const { console, lines, uninstall } = ourConsole();
  Object.freeze(Object.prototype);
  console.log({ a: [1, new Error('m')] }, new Map([[1, 2]]));
  assert.match(lines[0] ?? '', /^\{\n {2}a: \[\n {4}1,\n {4}Error: m\n(?:.*\n)*\} Map\(1\) \{ 1 => 2 \}$/);
  uninstall();
});
