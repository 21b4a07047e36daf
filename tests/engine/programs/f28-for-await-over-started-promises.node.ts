// F28: the same hazard with for await.
const late = (ms: number, v: number) => new Promise<number>((resolve) => setTimeout(resolve, ms, v));
const fails = new Promise<number>((_, no) => setTimeout(() => no(new Error('early')), 5));
try {
  for await (const v of [late(20, 1), fails]) console.log('got', v);
} catch {
  console.log('caught');
}
