// Puts getters and setters on Object.prototype for every word that messages between threads are made of, and sends large and small ones.
// includes: stolen: nothing
// ends: any

const stolen: string[] = [];
const look = (value: unknown) => {
  try {
    if (value instanceof MessagePort && !own.includes(value)) stolen[stolen.length] = 'port';
    else if (/[0-9a-f]{32}/.test(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))) stolen[stolen.length] = 'secret';
  } catch {}
};
const own: MessagePort[] = [];
const words = ['content', 'value', 'ports', 'port', 'transfer', 'parcel', 'message', 'nonce', 'end', 'peer', 'channel', 'to', 'at', 'until', 'data', 'done', 'next', 'text', 'error', 'lines', 'thread', 'left'];
for (let i = 0; i < words.length; i++)
  Reflect.defineProperty(Object.prototype, words[i] as string, {
    __proto__: null,
    configurable: true,
    get() { look(this); return undefined; },
    set(value: unknown) {
      look(this);
      look(value);
      Reflect.defineProperty(this, words[i] as string, { __proto__: null, value, configurable: true, writable: true, enumerable: true } as PropertyDescriptor);
    },
  } as PropertyDescriptor & ThisType<object>);
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (...all: unknown[]) { look(this); for (let i = 0; i < all.length; i++) look(all[i]); return Reflect.apply(post, this, all) as undefined; };
const listen = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (...all: unknown[]) { look(this); return Reflect.apply(listen, this, all) as undefined; };
const big = () => Array.from({ length: 3_000 }, (_, i) => `${i}`);
if (typeof postMessage === 'function') {
  self.postMessage(big());
  self.postMessage('small');
} else {
  let heard = 0;
  const worker = new Worker(import.meta.url, { type: 'module' });
  worker.onmessage = () => {
    if (++heard < 2) return;
    worker.terminate();
    console.log('stolen:', stolen.length === 0 ? 'nothing' : `LEAK ${stolen.join()}`);
  };
}
