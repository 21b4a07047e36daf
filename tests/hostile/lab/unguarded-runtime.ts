/**
 * The text of a runtime that protects nothing, in place of the engine's: it hands a program the port, the secret and every
 * global, so that only the frames and their policies stand in its way. Each module's code is `async (lab) => …`. What
 * it does not return within a quarter of a second is not waited for, unless it returns `lab.stay()`. `lab.own` is what a worker was told,
 * `lab.heard(type)` the next message of that type from outside.
 */
export const unguardedRuntime = `(function () {
  return (modules) => {
    addEventListener('message', ({ data, ports }) => {
      const port = ports[0];
      if (!port) return;
      const { nonce, own } = data;
      const say = (message) => port.postMessage({ nonce, message });
      const print = (text) => say({ type: 'output', lines: [{ at: 0, level: 'log', text: String(text) }], dropped: 0 });
      const end = () => say({ type: 'ended', end: { reason: 'quiet', exitCode: 0, at: 0 } });
      const told = new EventTarget();
      const heard = (type) => new Promise((resolve) => told.addEventListener(type, ({ detail }) => resolve(detail)));
      port.onmessage = (event) => {
        if (event.data.type === 'ping') say({ type: 'pong' });
        told.dispatchEvent(new CustomEvent(event.data.type, { detail: event.data }));
      };
      say({ type: 'started' });
      let patience;
      const silence = new Promise((resolve) => { patience = setTimeout(resolve, 250, 'nothing happened'); });
      const stay = () => { clearTimeout(patience); return new Promise(() => {}); };
      Promise.race([modules[0][1]({ nonce, own, port, heard, say, print, end, stay }), silence]).then(print, (error) => print(error && error.name)).then(end);
    });
  };
})()`;
