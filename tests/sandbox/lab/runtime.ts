/**
 * A runtime that protects nothing: it hands the program the port, the secret and every global, so that tests can see what
 * the sandbox holds on its own. A program is a function `(lab) => …`, or what is wrong with it after `!`.
 */
export interface Lab {
  nonce: string;
  port: MessagePort;
  options: Record<string, unknown>;
  say(message: unknown): void;
  print(text: string, at?: number): void;
  end(at?: number): void;
  /** Reports how each attempt to get out went, as one line of output each, and ends the run. */
  attempt(attempts: Record<string, () => unknown>): Promise<void>;
}

declare const PROGRAM: (lab: Lab) => unknown;

addEventListener('message', ({ data, ports }) => {
  const port = ports[0];
  if (!port) return;
  const { nonce, options } = data;
  const say = (message: unknown) => port.postMessage({ nonce, message });
  const print = (text: string, at = 0) =>
    say({ type: 'output', lines: [{ at, level: 'log', text }], dropped: 0 });
  const end = (at = 0) => say({ type: 'ended', end: { reason: 'quiet', exitCode: 0, at } });
  port.onmessage = ({ data: command }) => {
    if (command.type === 'ping') say({ type: 'pong' });
    if (command.type === 'speed') print(`speed ${command.speed}`);
  };
  say({ type: 'started' });
  PROGRAM({
    nonce,
    port,
    options,
    say,
    print,
    end,
    async attempt(attempts) {
      for (const [name, action] of Object.entries(attempts)) {
        const patience = new Promise((resolve) => setTimeout(resolve, 400, 'nothing happened'));
        try {
          const value = await Promise.race([action(), patience]);
          print(`${name}: ${value instanceof Response ? 'RESPONSE' : value}`);
        } catch (error) {
          print(`${name}: ${error instanceof Error ? error.name : error}`);
        }
      }
      end();
    },
  });
});
