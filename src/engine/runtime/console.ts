/**
 * `console`: every method of Node's that a page has too, with the same text in every host. Values are turned into text at once, so that
 * what a program does to them later does not show; what formatting makes of them is in `console-format.ts`.
 */
import type { LogLevel } from '../../trace/event.ts';
import { createFormatter, createRecognisedProxy, type FormatOptions } from './console-format.ts';
import { tableOf } from './console-table.ts';
import type { Kernel, Realm } from './kernel.ts';
import {
  create,
  defineProperty,
  floor,
  isArray,
  list,
  NativeError,
  safeMap,
  uncurry,
} from './primordials.ts';

export type ConsoleOptions = Omit<FormatOptions, 'global'>;

/** Deeper groups are not indented further. */
const mostIndentation = 100;

const toFixed = uncurry(Number.prototype.toFixed);
const padStart = uncurry(String.prototype.padStart);
const replaceAll = uncurry(String.prototype.replaceAll as (text: string, by: string) => string);

/** Gives the realm its `console`, and a `Proxy` that the console can see through. */
export function installConsole(kernel: Kernel, realm: Realm, options: ConsoleOptions): void {
  const formatter = createFormatter({ ...options, global: realm.global });
  let indentation: number;
  let timers: Map<string, number>;
  let counts: Map<string, number>;
  kernel.eachRun(() => {
    indentation = 0;
    timers = safeMap();
    counts = safeMap();
  });

  const write = (level: LogLevel, text: string) => {
    const site = kernel.takeSite();
    const margin = indentation === 0 ? '' : padStart('', indentation);
    const shown = margin === '' ? text : margin + replaceAll(text, '\n', `\n${margin}`);
    const place = site < 0 ? {} : { site };
    kernel.record({ type: 'log', level, text: shown, ...place });
    kernel.print(level, shown, site < 0 ? undefined : site);
  };
  const print = (level: LogLevel, values: unknown[]) => write(level, formatter.format(values));

  /** `values` with `first` in front; if they begin with a text, that is continued, for it may be a format. */
  const prefixed = (first: string, values: unknown[]): unknown[] => {
    const all = list<unknown>();
    const joined = typeof values[0] === 'string';
    all[0] = joined ? `${first}: ${values[0]}` : first;
    for (let index = joined ? 1 : 0; index < values.length; index++) all[all.length] = values[index];
    return all;
  };

  const elapsed = (label: string, method: string): string | undefined => {
    const start = timers.get(label);
    if (start === undefined) {
      write('warn', `Warning: No such label '${label}' for console.${method}()`);
      return undefined;
    }
    return `${label}: ${formatDuration(kernel.now() - start)}`;
  };

  const methods = {
    log: (...values: unknown[]) => print('log', values),
    info: (...values: unknown[]) => print('info', values),
    debug: (...values: unknown[]) => print('debug', values),
    warn: (...values: unknown[]) => print('warn', values),
    error: (...values: unknown[]) => print('error', values),
    dirxml: (...values: unknown[]) => print('log', values),
    dir(value: unknown, settings?: object) {
      write('log', formatter.inspect(value, settings));
    },
    table(data: unknown, properties?: readonly string[]) {
      let text: string | undefined;
      try {
        text = tableOf(data, isArray(properties) ? properties : undefined, formatter.inspect);
      } catch {
        // A getter or a trap threw while the rows were read.
      }
      if (text === undefined) print('log', [data]);
      else write('log', text);
    },
    group(...values: unknown[]) {
      if (values.length > 0) print('log', values);
      if (indentation < mostIndentation) indentation += 2;
    },
    groupCollapsed(...values: unknown[]) {
      methods.group(...values);
    },
    groupEnd() {
      if (indentation > 0) indentation -= 2;
    },
    time(label: unknown = 'default') {
      const name = `${label}`;
      if (timers.has(name)) write('warn', `Warning: Label '${name}' already exists for console.time()`);
      else timers.set(name, kernel.now());
    },
    timeLog(label: unknown = 'default', ...values: unknown[]) {
      const text = elapsed(`${label}`, 'timeLog');
      if (text !== undefined)
        write('log', values.length === 0 ? text : `${text} ${formatter.format(values)}`);
    },
    timeEnd(label: unknown = 'default') {
      const name = `${label}`;
      const text = elapsed(name, 'timeEnd');
      if (text !== undefined) write('log', text);
      timers.delete(name);
    },
    count(label: unknown = 'default') {
      const name = `${label}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      write('log', `${name}: ${count}`);
    },
    countReset(label: unknown = 'default') {
      const name = `${label}`;
      if (!counts.delete(name)) write('warn', `Warning: Count for '${name}' does not exist`);
    },
    assert(condition?: unknown, ...values: unknown[]) {
      if (!condition) print('warn', prefixed('Assertion failed', values));
    },
    trace(...values: unknown[]) {
      const frames = options.frames(new NativeError());
      let text = values.length === 0 ? 'Trace' : `Trace: ${formatter.format(values)}`;
      for (let index = 0; index < frames.length; index++) text += `\n    at ${frames[index]}`;
      write('error', text);
    },
    clear() {},
    profile() {},
    profileEnd() {},
    timeStamp() {},
  };

  const console = create(create(Object.prototype)) as Record<PropertyKey, unknown>;
  for (const name in methods) {
    const value = realm.native(methods[name as keyof typeof methods], name);
    defineProperty(console, name, { value, writable: true, enumerable: true, configurable: true });
  }
  defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
  realm.define('console', console);
  const recognised = createRecognisedProxy();
  realm.define('Proxy', recognised);
  realm.markNative(recognised, 'Proxy');
}

/** A duration as Node's timers print it: `200ms`, `1.500s`, `1:05.250 (m:ss.mmm)`. */
function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Number(toFixed(ms, 3))}ms`;
  if (ms < 60_000) return `${toFixed(ms / 1_000, 3)}s`;
  const hours = floor(ms / 3_600_000);
  const minutes = floor((ms % 3_600_000) / 60_000);
  const seconds = padStart(toFixed((ms % 60_000) / 1_000, 3), 6, '0');
  if (hours === 0) return `${minutes}:${seconds} (m:ss.mmm)`;
  return `${hours}:${padStart(`${minutes}`, 2, '0')}:${seconds} (h:mm:ss.mmm)`;
}
