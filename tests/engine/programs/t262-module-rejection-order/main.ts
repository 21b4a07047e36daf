// Modules that wait for the same failing module learn of it in order, before those who import them.
const log: string[] = [];
const watch = (name: string) => import(`./${name}.ts`).then(() => log.push(`${name} loaded`), (e: Error) => log.push(`${name} failed: ${e.message}`));
await Promise.all([watch('top'), watch('left'), watch('failing'), watch('fine')]);
console.log(log.join('\n'));
