// break and continue with labels across awaits.
const log: string[] = [];
outer: for (const a of [1, 2, 3]) {
  for (const b of [1, 2, 3]) {
    await null;
    if (b === 2) continue outer;
    if (a === 3) break outer;
    log.push(`${a}${b}`);
  }
}
block: {
  await null;
  if (log.length) break block;
  log.push('never');
}
console.log(log.join(' '));
