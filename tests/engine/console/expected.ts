/** Prints the cases with Node's own console, as JSON: run as a process of its own, for our console changes the realm. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { cases } from './cases.ts';

let text = '';
const sink = new Writable({
  write(chunk, _encoding, done) {
    text += chunk;
    done();
  },
});
const console = new Console({ stdout: sink, stderr: sink });
const printed: Record<string, string> = {};
for (const [name, run] of Object.entries(cases)) {
  text = '';
  run(console);
  printed[name] = text
    .replace(/\n$/, '')
    .replace(/(?:\n +(?:at |\.{3} \d+ lines matching).*)+/g, shortenFrames);
}
process.stdout.write(JSON.stringify(printed));

/** One frame stands for all, so that they are the same wherever the cases run. */
function shortenFrames(frames: string): string {
  const margin = /^\n +/.exec(frames)?.[0];
  const rest = /(?::\d+:\d+|<anonymous>|native)\)?(.*)$/.exec(frames)?.[1];
  return `${margin}at main.ts:1:1${rest}`;
}
