// Takes over what the language asks when it makes new arrays, promises and buffers, and looks for anything of the runtime's.
// includes: own things only
// ends: quiet

const seen: unknown[] = [];
const kinds = [Array, Promise, ArrayBuffer, RegExp, Map, Set, Object.getPrototypeOf(Uint8Array)] as (new (...a: never[]) => object)[];
for (const Kind of kinds)
  Object.defineProperty(Kind, Symbol.species, {
    configurable: true,
    get() {
      return function (...args: never[]) {
        const made = Reflect.construct(Kind, args);
        seen[seen.length] = made;
        return made;
      };
    },
  });
for (let i = 0; i < 20; i++) setTimeout(() => console.log([1, i].map((x) => x)), i);
await new Promise((r) => setTimeout(r, 50)).then(() => {}).finally(() => {});
console.table([[1, 2], [3, 4]]);
const text = seen.map((one) => { try { return JSON.stringify(one); } catch { return ''; } }).join();
console.log(/[0-9a-f]{32}|nonce|"site"|"seq"/.test(text) || seen.some((one) => one instanceof MessagePort) ? `LEAK ${text.slice(0, 200)}` : 'own things only');
