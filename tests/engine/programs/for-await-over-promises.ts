// for await over an array of promises keeps the order of the array.
const late = (ms: number, v: string) => new Promise<string>((r) => setTimeout(r, ms, v));
for await (const v of [late(20, 'slow'), late(1, 'fast'), 'plain', late(10, 'middle')]) console.log(v);
