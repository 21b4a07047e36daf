// In a worker: replaces whatever may lie on the way to its parent, and looks at what passes through.
// includes: the parent got honest, 8 bytes
// includes: stolen: nothing
// ends: quiet

if (typeof postMessage === 'function') {
  const stolen = [];
  const isSecret = (value) => {
    try {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return /[0-9a-f]{32}|"nonce"/.test(text ?? '') || value instanceof MessagePort;
    } catch {
      return false;
    }
  };
  const look = (...values) => {
    for (let i = 0; i < values.length; i++) if (isSecret(values[i])) stolen[stolen.length] = typeof values[i];
  };
  const iterator = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function () {
    look(this);
    return Reflect.apply(iterator, this, []);
  };
  const { then } = Promise.prototype;
  Promise.prototype.then = function (a, b) {
    look(this);
    return Reflect.apply(then, this, [(value) => (look(value), a?.(value)), b]);
  };
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...all) {
    look(this, ...all);
    return Reflect.apply(post, this, all);
  };
  MessagePort.prototype.start = function () {
    look(this);
  };
  const keys = ['nonce', 'message', 'parcel', 'to', 'here', 'there', 'ports', 'transfer', 'port', 'end', 'peer', 'rest'];
  // Not walked by the iterator that looks: the list itself has such words in it.
  for (let i = 0; i < keys.length; i++)
    Object.defineProperty(Object.prototype, keys[i], {
      configurable: true,
      get() {
        look(this);
        return undefined;
      },
      set(value) {
        look(this, value);
      },
    });
  const own = self.postMessage;
  self.postMessage = (...all) => {
    look(...all);
    Reflect.apply(own, self, all);
  };
  const bytes = new ArrayBuffer(8);
  self.postMessage({ word: 'honest', bytes }, [bytes]);
  await null;
  console.log('stolen:', stolen.length === 0 ? 'nothing' : 'LEAK ' + stolen.length);
} else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  worker.onmessage = ({ data }) => console.log(`the parent got ${data.word}, ${data.bytes.byteLength} bytes`);
}
