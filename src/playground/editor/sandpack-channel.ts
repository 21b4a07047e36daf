/** The way to the broker through Sandpack's own client: a run is a compile message, its settings a file beside the sources. */
import type { SandpackClient } from '@codesandbox/sandpack-client';
import type { BrokerEnvelope } from '../../sandbox/broker.ts';
import type { Channel } from '../../sandbox/channel.ts';

export type Client = SandpackClient;

/** How long the broker's page may take to answer for the first time, in ms. */
const openPatience = 10_000;

/** `connect` creates the client, or hands out the one there is. */
export function createSandpackChannel(connect: () => Promise<Client>): Channel {
  let client: Client | undefined;
  let opened: Promise<void> | undefined;

  /** Sends a message of our own: the client adds what makes it count. */
  const send = (message: object) => client?.dispatch(message as Parameters<Client['dispatch']>[0]);

  async function open() {
    const connected = await connect();
    client = connected;
    if (connected.status === 'done') return;
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => {
        stop();
        reject(new Error('The sandbox did not load. Check the connection and press Run again.'));
      }, openPatience);
      const stop = connected.listen((message) => {
        if (message.type !== 'done') return;
        clearTimeout(patience);
        stop();
        resolve();
      });
    });
  }

  return {
    open() {
      opened ??= open().catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    run(run, { files, entry, options }) {
      const modules = Object.entries(files).map(([name, code]) => [`/${name}`, { code }]);
      client?.updateSandbox({
        files: {
          ...Object.fromEntries(modules),
          '/package.json': { code: '{}' },
          '/.interleave.json': { code: JSON.stringify({ run, entry, options }) },
        },
        template: 'parcel',
      });
    },
    stop: (run) => send({ type: 'interleave-stop', run }),
    setSpeed: (speed) => send({ type: 'interleave-speed', speed }),
    // The client hands on sources only, and so will the run.
    prepare: (next) => send({ type: 'interleave-prepare', ...next, compiled: undefined }),
    listen(hear, signal) {
      const stop = client?.listen((message) => {
        const { type, run, message: content } = message as unknown as BrokerEnvelope;
        if (type === 'interleave') hear(run, content);
      });
      signal.addEventListener('abort', () => stop?.());
    },
  };
}
