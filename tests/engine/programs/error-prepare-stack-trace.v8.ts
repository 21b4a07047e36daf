// A program that formats its own stacks sees its own lines, columns and functions.
const before = Error.prepareStackTrace;
Error.prepareStackTrace = (_, sites) => sites.map((s) => `${s.getFunctionName()}:${s.getLineNumber()}:${s.getColumnNumber()}`);
async function outer() {
  const inner = (): Error => new Error('x');
  await null;
  return inner();
}
const stack = (await outer()).stack as unknown as string[];
Error.prepareStackTrace = before;
console.log(stack.slice(0, 2).join(' < '));
