/** A program's view of the network on a kernel of our own: `fetch`, the clock, and everything that was recorded. */

import type { Realm } from '../../../src/engine/runtime/kernel.ts';
import { installNetwork, networkKey } from '../../../src/engine/runtime/network.ts';
import type { BlockingAnswer } from '../../../src/worlds/servers/network.ts';
import { type TestKernel, testKernel } from './test-kernel.ts';

export interface Lab {
  fetch: typeof fetch;
  Request: typeof Request;
  Response: typeof Response;
  connect<Handle>(host: string): Handle;
  fetchBlocking(url: string): BlockingAnswer;
  kernel: TestKernel;
  /** Fulfils after so many virtual ms. */
  sleep(ms: number): Promise<void>;
}

/** Runs `program` to its end and gives back what it returns. Fails when it waits for something that can no longer happen. */
export async function inLab<T>(program: (lab: Lab) => Promise<T> | T): Promise<T> {
  const { result } = await start(program);
  if (result === undefined) throw new Error('the program is stuck');
  return result.value;
}

/** The same for a program that may get stuck: then `result` is undefined. */
export async function start<T>(
  program: (lab: Lab) => Promise<T> | T,
): Promise<{ result: { value: T } | undefined; kernel: TestKernel }> {
  const kernel = testKernel();
  const global: Record<PropertyKey, unknown> = {};
  const realm = {
    global,
    native: (fn: unknown) => fn,
    markNative: () => {},
    define: (name: string, value: unknown) => {
      global[name] = value;
    },
  } as unknown as Realm;
  installNetwork(kernel, realm);
  const lab = {
    ...(global as unknown as Lab),
    ...(global[networkKey] as object),
    kernel,
    sleep: (ms: number) => new Promise<void>((resolve) => kernel.schedule(ms, resolve, { kind: 'timeout' })),
  } as Lab;
  let result: { value: T } | undefined;
  let failure: { error: unknown } | undefined;
  Promise.resolve(lab)
    .then(program)
    .then(
      (value) => {
        result = { value };
      },
      (error) => {
        failure = { error };
      },
    );
  await kernel.run();
  if (failure) throw failure.error;
  return { result, kernel };
}
