// A program may replace console.log.
const original = console.log;
const lines: unknown[] = [];
console.log = (...args: unknown[]) => void lines.push(args.join(' '));
console.log('kept', 1);
await null;
console.log('kept', 2);
console.log = original;
console.log(lines.join('; '), console.log === original);
