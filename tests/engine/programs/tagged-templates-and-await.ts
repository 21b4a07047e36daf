// Tags receive awaited parts.
const tag = (strings: TemplateStringsArray, ...values: unknown[]) => strings.raw.join('|') + values.join();
const p = async <T>(v: T) => v;
console.log(tag`a${await p(1)}b${await p(2)}c`, (await p(tag))`x${3}`);
