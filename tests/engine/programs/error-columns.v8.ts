// Columns count as the author sees them, whatever stands in front of them in the line.
const place = (e: Error) => /main\.ts:(\d+:\d+)/.exec(e.stack ?? '')?.[1];
const run = async (x: number): Promise<Error> => { await null; if (x > 0) { return new Error('a'); } return await (await null, Promise.resolve(new Error('b'))); };
console.log(place(await run(1)), place(await run(0)));
const typed = async <T extends object>(value: T, key: keyof T): Promise<unknown> => { await null; return (value as unknown as { missing: { x: T[typeof key] } }).missing.x; };
await typed({ a: 1 }, 'a').catch((e: Error) => console.log(place(e), e.message));
