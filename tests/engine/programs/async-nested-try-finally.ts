// Inner finally blocks run before outer ones, each awaited.
const log: string[] = [];
async function f() {
  try {
    try {
      log.push('body');
      await null;
      throw new Error('x');
    } finally {
      log.push('inner finally starts');
      await null;
      log.push('inner finally ends');
    }
  } catch (e) {
    log.push(`caught ${(e as Error).message}`);
    await null;
    throw new Error('from catch');
  } finally {
    log.push('outer finally');
    await null;
  }
}
await f().catch((e: Error) => log.push(e.message));
console.log(log.join('\n'));
