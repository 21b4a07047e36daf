// F28: the same with for await: reported although the loop would have caught it.
const late = (ms: number, v: number) => new Promise<number>((resolve) => setTimeout(resolve, ms, v));
const fails = new Promise<number>((_, no) => setTimeout(() => no(new Error('early')), 20));
try {
  for await (const v of [late(60, 1), fails]) console.log('got', v);
} catch {
  console.log('caught');
}
