/**
 * The text of a runtime that protects nothing, in place of the engine's: it hands a program the port, the secret and every
 * global, so that only the frames and their policies stand in its way. Each module's code is `async (lab) => …`. What
 * it does not return within a quarter of a second is not waited for, unless it returns `lab.stay()`.
 */
export const unguardedRuntime = `(function () {
  return (modules) => {
    addEventListener('message', ({ data, ports }) => {
      const port = ports[0];
      if (!port) return;
      const { nonce } = data;
      const say = (message) => port.postMessage({ nonce, message });
      const print = (text) => say({ type: 'output', lines: [{ at: 0, level: 'log', text: String(text) }], dropped: 0 });
      const end = () => say({ type: 'ended', end: { reason: 'quiet', exitCode: 0, at: 0 } });
      port.onmessage = (event) => event.data.type === 'ping' && say({ type: 'pong' });
      say({ type: 'started' });
      let patience;
      const silence = new Promise((resolve) => { patience = setTimeout(resolve, 250, 'nothing happened'); });
      const stay = () => { clearTimeout(patience); return new Promise(() => {}); };
      Promise.race([modules[0][1]({ nonce, port, say, print, end, stay }), silence]).then(print, (error) => print(error && error.name)).then(end);
    });
  };
})()`;
