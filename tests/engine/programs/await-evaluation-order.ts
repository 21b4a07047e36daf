// Operands are evaluated from left to right, across suspensions.
const log: string[] = [];
const s = (name: string) => {
  log.push(name);
  return name;
};
const a = async (name: string) => {
  log.push(`${name} called`);
  await null;
  log.push(`${name} resumed`);
  return name;
};
const result = s('1') + (await a('2')) + s('3') + (await a('4'));
console.log(result);
console.log(log.join('\n'));
