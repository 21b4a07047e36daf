// A stack names the lines of the program, in files that were written, not compiled.
const lineOf = (error: Error) => /main\.ts:(\d+)/.exec(error.stack ?? '')?.[1];
const thrower = async (): Promise<never> => {
  await null;
  throw new Error('here');
};
await thrower().catch((e: Error) => console.log('thrown in line', lineOf(e)));
try {
  JSON.parse('{');
} catch (e) {
  console.log('parsed in line', lineOf(e as Error));
}
class Deep {
  async method(n: number): Promise<number> {
    if (n === 0) throw new RangeError('deep');
    return await this.method(n - 1);
  }
}
await new Deep().method(2).catch((e: Error) => console.log('thrown in line', lineOf(e)));
setTimeout(() => {
  const { stack = '' } = new Error('later');
  console.log('timer in line', lineOf({ name: '', message: '', stack }));
}, 1);
