/** WebKit as a host of programs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from './browser-runs.ts';
import { openWebKit } from './webkit-driver.ts';

/** ms between two looks at whether the page has answered. */
const pace = 20;

/**
 * Starts WebKit and opens a page in it.
 * @throws Error that says what is missing.
 */
export async function launchWebKit(url: string): Promise<Browser> {
  const { send, execute, close } = await openWebKit();
  try {
    await send('POST', '/url', { url });
  } catch (error) {
    await close();
    throw error;
  }
  let calls = 0;
  return {
    /** A driver carries out one command at a time: scripts only start something, or look whether it is done. */
    async call(name, argument) {
      const id = ++calls;
      await execute(begin, id, name, argument ?? null);
      for (;;) {
        const answer = (await execute(look, id)) as { value?: unknown; error?: string } | null;
        if (answer?.error !== undefined) throw new Error(answer.error);
        if (answer) return answer.value as never;
        await sleep(pace);
      }
    },
    close,
  };
}

const begin = `
const [id, name, argument] = arguments;
const answers = (globalThis.answers ??= new Map());
Promise.resolve(checker[name](argument)).then(
  (value) => answers.set(id, { value }),
  (error) => answers.set(id, { error: String(error) }),
);`;
const look = `
const answer = globalThis.answers.get(arguments[0]);
if (answer) globalThis.answers.delete(arguments[0]);
return answer ?? null;`;
