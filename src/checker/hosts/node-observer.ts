/**
 * Loaded into a plain Node process before an example. It says when the program begins and otherwise only listens:
 * just before Node ends the program because of an error nobody caught, it writes down which, in a form the checker
 * can read.
 */
import { closeSync, readFileSync, writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface ObservedError {
  /** True for a rejection nobody handled; false for an error thrown in a callback or while a module was evaluated. */
  inPromise: boolean;
  /** `TypeError`, or the type of a value that is no error. */
  name: string;
  message: string;
  /** What is printed after `Uncaught`. */
  text: string;
  stack: string;
}

/** In front of the observer's line: no example prints this. */
export const uncaughtMark = '\u0000interleave-uncaught ';

// The checker reads types and the mark from this file; only in the example's process is it loaded to observe.
const task = process.env['INTERLEAVE_OBSERVE'];
if (task) {
  delete process.env['INTERLEAVE_OBSERVE'];
  // Types have been taken out before: Node need not load what does it.
  if (task === 'stripped')
    registerHooks({
      load(url, context, next) {
        if (!url.endsWith('.ts')) return next(url, context);
        return { format: 'module', source: readFileSync(fileURLToPath(url), 'utf8'), shortCircuit: true };
      },
    });
  // Says that the program begins now.
  writeSync(3, '.');
  closeSync(3);
  // Warnings carry process numbers and are not the program's own; `--no-warnings` would silence the one about
  // an unsettled top-level await, too.
  process.removeAllListeners('warning');
  process.on('uncaughtExceptionMonitor', (error: unknown, origin) => {
    if (process.listenerCount('uncaughtException') > 0) return;
    // Node gives the failure of the main module and an unhandled rejection the same origin.
    const asker = new Error().stack ?? '';
    const inPromise = origin === 'unhandledRejection' && !asker.includes('internal/modules/run_main');
    const observed = `\n${uncaughtMark}${JSON.stringify(describe(error, inPromise))}\n`;
    writeSync(process.stdout.fd, observed);
  });
}

function describe(error: unknown, inPromise: boolean): ObservedError {
  if (error instanceof Error) {
    const wrapped = /The promise rejected with the reason "([\s\S]*)"\.$/.exec(error.message);
    if ((error as NodeJS.ErrnoException).code === 'ERR_UNHANDLED_REJECTION' && wrapped?.[1] !== undefined) {
      return { inPromise, name: 'unknown', message: wrapped[1], text: wrapped[1], stack: '' };
    }
    const { name, message } = error;
    return { inPromise, name, message, text: String(error), stack: error.stack ?? '' };
  }
  const text =
    typeof error === 'object' && error !== null ? Object.prototype.toString.call(error) : String(error);
  return { inPromise, name: error === null ? 'null' : typeof error, message: text, text, stack: '' };
}
