// await meets ?. and ??.
const p = async <T>(v: T) => v;
const none = undefined as undefined | { f(): Promise<number> };
console.log(await none?.f(), (await p(null)) ?? 'default', (await p({ f: () => 1 }))?.f?.());
let x: number | null = null;
x ??= await p(5);
x &&= await p(6);
x ||= await p(7);
console.log(x);
