/** Programs that change what they can reach, and one that would show it if its own world had been reached: texts of examples. */

/** Visits every object that can be reached from the global object and from syntax. */
const walk = `
const reachable = (visit: (object: any) => void) => {
  const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
  const seen = new Set<unknown>();
  const waiting: any[] = [
    globalThis, async () => {}, function* () {}, async function* () {}, (function* () {})(), (async function* () {})(),
    [].values(), new Map().values(), new Set().values(), ''.matchAll(/./g), ''[Symbol.iterator](),
    new Headers().entries(), new URLSearchParams().entries(), new ReadableStream().values(), new AbortController(),
    new Response('x'), new Blob(['x']), new TextDecoder(), new URL('https://a.test/'), new Event('x'), new DOMException('x'),
    [].values().map((item) => item), new ReadableStream().getReader(), new WritableStream().getWriter(), new FormData().values(),
  ];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) continue;
    seen.add(object);
    waiting.push(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const property = getOwnPropertyDescriptor(object, key);
      if (property) waiting.push(property.value, property.get, property.set);
    }
  }
  for (const object of seen) visit(object);
};
`;

/** Leaves a mark on every object it can reach; says whether they were many. */
export const mark = `${walk}
let marked = 0;
const { defineProperty } = Reflect;
reachable((object) => { if (defineProperty(object, 'leftBehind', { value: true, configurable: true })) marked++; });
console.log(marked > 1000);`;

/** Looks for such marks; prints `true 0 ` when there are none. */
export const findMarks = `${walk}
let found = 0;
let visited = 0;
const names: string[] = [];
reachable((object) => {
  visited++;
  if (Object.hasOwn(object, 'leftBehind')) { found++; names.push(String(object.name ?? object[Symbol.toStringTag] ?? typeof object)); }
});
console.log(visited > 1000, found, names.slice(0, 20).join());`;

/** Prints what `globalThis` has, a name a line. */
export const listGlobals = "console.log(Object.getOwnPropertyNames(globalThis).join('\\n'));";

/** `names`: an expression for the names of the globals. Says `before`, and afterwards uses nothing it could have broken. */
const vandaliseEach = (names: string) => `
const { ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
console.log('before');
const names: string[] = ${names};
const types = names.map((name) => (globalThis as any)[name]);
for (let which = 0; which < names.length; which++) {
  const objects = [types[which], types[which]?.prototype];
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index];
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null) continue;
    const keys = ownKeys(object);
    for (let at = 0; at < keys.length; at++) {
      const property = getOwnPropertyDescriptor(object, keys[at]!);
      if (!property?.configurable) continue;
      try { defineProperty(object, keys[at]!, { get() { return () => 'vandalised'; }, set() {}, configurable: true }); } catch {}
    }
  }
  try { (globalThis as any)[names[which]!] = 'vandalised'; } catch {}
}`;

/** Replaces what every property of a global class and of its prototype says, as far as that is possible. */
export const vandalise = (name: string) => vandaliseEach(`['${name}']`);

/** The same for all globals at once. */
export const vandaliseAll = vandaliseEach('Object.getOwnPropertyNames(globalThis)');

/** Uses much of what the others break, and prints what comes of it: the same everywhere. */
export const ordinary = `
class Account { #balance = 1; get balance() { return this.#balance; } }
const controller = new AbortController();
controller.signal.addEventListener('abort', () => console.log('aborted'));
setTimeout(() => controller.abort(), 5);
queueMicrotask(() => console.log('microtask'));
const results = await Promise.allSettled([Promise.reject(new TypeError('no')), new Account().balance, new Response('text').text()]);
console.log(results, new Map([[1, [2]]]), JSON.stringify({ a: 1 }), [3, 1, 2].sort().join(), Math.max(1, 2), \`\${new Date()}\`);
for await (const chunk of new ReadableStream({ start(c) { c.enqueue('chunk'); c.close(); } })) console.log(chunk);
await new Promise((resolve) => setTimeout(resolve, 10));
console.log(performance.getEntries().length, structuredClone({ deep: [1] }), Object.keys(globalThis).join(), RegExp.$1, 'x'.replace(/x/, 'y'));`;
