/** The page's own way to a broker: one hidden frame per page, opened when it is first needed, without any framework. */
import type { BrokerEnvelope, BrokerMessage } from './broker.ts';
import type { Channel } from './channel.ts';
import { createRunner, type Runner } from './runner.ts';

/** How long the frame may take to answer for the first time, in ms. */
const openPatience = 10_000;

/**
 * A channel through a hidden frame that shows the broker's page at `url`, an absolute address of our own origin.
 */
export function openFrameChannel(page: Document, url: string): Channel {
  const origin = new URL(url).origin;
  const id = Math.floor(Math.random() * 1e6);
  const listeners = new Set<(run: number, message: BrokerMessage) => void>();
  let frame: HTMLIFrameElement | undefined;
  let opened: Promise<void> | undefined;

  const send = (message: object) =>
    frame?.contentWindow?.postMessage({ codesandbox: true, $id: id, ...message }, origin);

  function open(): Promise<void> {
    opened ??= new Promise<void>((resolve, reject) => {
      const element = page.createElement('iframe');
      element.hidden = true;
      element.title = 'Runs the examples of this page';
      element.setAttribute('aria-hidden', 'true');
      element.setAttribute('allow', '');
      element.src = url;
      frame = element;
      const patience = setTimeout(() => {
        element.remove();
        removeEventListener('message', receive);
        opened = undefined;
        reject(new Error('The sandbox did not load. Check the connection and press Run again.'));
      }, openPatience);
      function receive(event: MessageEvent) {
        if (event.source !== element.contentWindow || event.origin !== origin) return;
        const message = event.data as BrokerEnvelope | { type: 'initialized' };
        if (message.type === 'initialized') {
          clearTimeout(patience);
          send({ type: 'register-frame', id, origin });
          resolve();
        } else if (message.type === 'interleave' && message.$id === id) {
          for (const hear of listeners) hear(message.run, message.message);
        }
      }
      addEventListener('message', receive);
      page.body.append(element);
    });
    return opened;
  }

  return {
    open,
    run: (run, request) => send({ type: 'interleave-run', run, ...request }),
    stop: (run) => send({ type: 'interleave-stop', run }),
    setSpeed: (speed) => send({ type: 'interleave-speed', speed }),
    prepare: (next) => send({ type: 'interleave-prepare', ...next }),
    listen(hear, signal) {
      listeners.add(hear);
      signal.addEventListener('abort', () => listeners.delete(hear));
    },
  };
}

const runners = new Map<string, Runner>();

/** The page's runner for the broker at `url`; the same one for every example of the page. */
export function pageRunner(url: string): Runner {
  const absolute = new URL(url, document.baseURI).href;
  let runner = runners.get(absolute);
  if (!runner) {
    runner = createRunner(openFrameChannel(document, absolute));
    runners.set(absolute, runner);
  }
  return runner;
}
