// Waits for the collector with finalisers and weak references to whatever it can reach, to see the runtime's things die or come back.
// never: /[0-9a-f]{32}/
// ends: any
// most: 5

const registry = new FinalizationRegistry((held: string) => console.log('LEAK', held));
const refs: WeakRef<object>[] = [];
for (let o = globalThis as object | null; o; o = Object.getPrototypeOf(o))
  for (const key of Reflect.ownKeys(o)) {
    const value = Object.getOwnPropertyDescriptor(o, key)?.value;
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    refs.push(new WeakRef(value));
    registry.register(value, String(key));
  }
for (let i = 0; i < 200; i++) { new Array(1e5).fill(i); await new Promise((r) => setTimeout(r, 1)); }
console.log('gone:', refs.filter((ref) => ref.deref() === undefined).length);
