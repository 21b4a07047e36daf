/** Which programs are believed to leave their realm as it was: a no has to be true, a yes may be wrong. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeableNames, mayChangeRealm } from '../../src/engine/hosts/may-change-realm.ts';

const names = changeableNames(globalThis, ['process']);

const changing = [
  'Array.prototype.push = () => 0;',
  'const P = Promise; P.all = () => 0;',
  'const { constructor: C } = []; C.of = 0;',
  '[].constructor.of = 0;',
  'Math.random = () => 0;',
  'Math.random ??= () => 0;',
  'delete Math.random;',
  'delete Math.random, 0;',
  '++Math.count;',
  'Math.count++;',
  '[Math.random] = [0];',
  '({ random: Math.random } = { random: 0 });',
  'for (Math.random of [0]);',
  'for (Math.random in { a: 1 });',
  'globalThis.x = 1;',
  'Object.assign(Math, { random: 0 });',
  'Object.defineProperty(console, "log", {});',
  'Reflect.set(Math, "random", 0);',
  'f(...Promise);',
  'const all = [Map, Set];',
  'const box = { Promise };',
  'const chosen = yes ? Promise : other;',
  '// The end.\nPromise.all = 0;',
  'Pr\\u006fmise.all = 0;',
  'eval("1");',
  'x.__proto__.y = 1;',
  'const proto = Object.getPrototypeOf([]);',
  'with (1) {} Function("return this")();',
];
const harmless = [
  'await Promise.all([1, 2]);',
  'const list = [1, [2, 3]]; list[0] = 2; console.log(list[1]);',
  'class Queue { constructor(size) { this.size = size; } async *[Symbol.asyncIterator]() { yield 1; } }',
  'class Failure extends Error {} if (error instanceof TypeError) throw new Failure("x");',
  'setTimeout(() => controller.abort(), 5); controller.signal.addEventListener("abort", stop);',
  'const { name, ...rest } = value; for (const [key, item] of new Map([[1, 2]])) console.log(key, item);',
  'console.log(Math.max(1, 2), Number.parseInt("1"), String(1), `${performance.now()} ms`);',
  'return [a, b]; case [1].length: x.then(console.log);',
  'const table = {\n  a: [1],\n  b: [\n    2,\n  ],\n};',
];

const changingByKey = [
  "const key = 'constr' + 'uctor'; [][key].of = 0;",
  "const key = 'constr' + 'uctor'; const { [key]: C } = []; C.of = 0;",
  'const { [[...words].join("")]: C } = []; C.of = 0;',
  'const x = values // (\n[key];',
  'x = a // return\n[key]',
];

describe('a program', () => {
  for (const code of changing)
    test(`may change its realm: ${code.replaceAll('\n', '⏎')}`, () =>
      assert.equal(mayChangeRealm(code, names), 'by-name'));
  for (const code of changingByKey)
    test(`may change its realm by a key: ${code}`, () => assert.equal(mayChangeRealm(code, names), 'by-key'));
  test('may change its realm by what it names after a key', () =>
    assert.equal(mayChangeRealm('list[index] = 1; Math.max = f;', names), 'by-name'));
  for (const code of harmless)
    test(`cannot change its realm: ${code.replaceAll('\n', '⏎')}`, () =>
      assert.equal(mayChangeRealm(code, names), 'never'));
});
