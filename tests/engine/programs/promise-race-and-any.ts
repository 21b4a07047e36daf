// Order of arrival decides.
const late = (ms: number, v: string) => new Promise<string>((r) => setTimeout(r, ms, v));
const fails = (ms: number, v: string) => new Promise<string>((_, no) => setTimeout(() => no(new Error(v)), ms));
console.log(await Promise.race([late(30, 'slow'), late(5, 'fast')]));
console.log(await Promise.any([fails(2, 'x'), late(15, 'first success'), late(40, 'late')]));
await Promise.race([fails(2, 'a rejection wins too'), late(20, 'slow')]).catch((e: Error) => console.log(e.message));
console.log(await Promise.race([late(0, 'timer'), 'plain value']));
