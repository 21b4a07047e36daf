// Names of ten million characters for everything that has a name in a trace, many times over.
// ends: any
// most: 50

const huge = (i: number) => `${i}${'x'.repeat(1e7)}`;
for (let i = 0; i < 40; i++) {
  const name = huge(i);
  const target = new EventTarget();
  target.addEventListener(name, () => {});
  target.dispatchEvent(new Event(name));
  new BroadcastChannel(name).postMessage(i);
  const f = { [name]: async () => { await null; } }[name];
  void f?.();
  AbortSignal.abort(new Error(name));
  setTimeout(Object.defineProperty(() => {}, 'name', { value: name }), 1);
  void Promise.resolve().then(Object.defineProperty(() => {}, 'name', { value: name }));
  performance.mark?.(name);
  console.group(name);
  await fetch(`https://rates.test/${name}`).catch(() => {});
}
