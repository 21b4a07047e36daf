/**
 * `process` for the `node` flavour: its events, its end, its ticks and its clocks are the run's own. In Node everything
 * else is Node's; in a page only what is here exists.
 */
import { type Core, nameOf } from './core.ts';
import { createEmitter } from './emitter.ts';
import type { Realm } from './kernel.ts';
import { installBuiltins } from './node-builtins.ts';
import {
  apply,
  create,
  defineProperty,
  floor,
  list,
  NativeString,
  NativeTypeError,
  stringLastIndexOf,
  stringSlice,
  trunc,
} from './primordials.ts';
import { receivedText } from './received.ts';
import type { ProcessEvents } from './uncaught.ts';

export interface NodeProcess extends ProcessEvents {
  /** Emits `beforeExit`, if anybody listens. */
  beforeExit(code: number): boolean;
  /** Emits `exit` and answers with the code to end with. */
  exit(code: number): number;
  /** Runs `callback` in a tick that is not recorded. */
  tick(callback: () => void): void;
  /** Runs the ticks that wait. True when there were any. */
  drainTicks(): boolean;
  /** What was written to the stream of that level and still waits for a line end. */
  takeRest(level: string): string;
}

type Callback = (...args: unknown[]) => unknown;

export function installProcess(core: Core, realm: Realm): NodeProcess {
  const native = realm.host === 'node' ? realm.global.process : undefined;
  const emitter = createEmitter(core);
  const { recorder } = core;
  let exitCode: unknown;
  let exiting = false;

  const own = create(native ?? Object.prototype) as Record<PropertyKey, unknown>;
  const put = (name: PropertyKey, value: unknown) =>
    defineProperty(own, name, { value, writable: true, enumerable: true, configurable: true });
  for (const name of Object.keys(emitter.methods)) {
    const method = emitter.methods[name];
    if (method) put(name, realm.native(method, name));
  }
  if (!native) put(Symbol.toStringTag, 'process');
  put('argv', ['node', 'main.ts']);
  put('execArgv', []);
  put('env', {});
  put('exitCode', undefined);
  defineProperty(own, 'exitCode', {
    get: () => exitCode,
    set: (code: unknown) => {
      exitCode = code;
    },
    enumerable: true,
    configurable: true,
  });
  if (!native) {
    put('platform', 'linux');
    put('pid', 1);
    put('version', 'v24.0.0');
    put('versions', { node: '24.0.0' });
    put('cwd', () => '/');
  }

  const codeOf = (code: unknown): number | undefined =>
    code === undefined || code === null ? undefined : trunc(+(code as number)) & 255;

  function exit(code: number): number {
    if (exiting) return codeOf(exitCode) ?? code;
    exiting = true;
    const given = codeOf(exitCode) ?? code;
    exitCode = given;
    try {
      emitter.emit('exit', [given]);
    } catch (error) {
      core.reportUncaught(error);
    }
    stdout.flush();
    stderr.flush();
    return codeOf(exitCode) ?? given;
  }

  put(
    'exit',
    realm.native(
      (code?: unknown) => {
        core.takeSite();
        if (code !== undefined) exitCode = code;
        core.exit({ reason: 'exit', exitCode: codeOf(exitCode) ?? 0 });
      },
      'exit',
      1,
    ),
  );
  put('reallyExit', (code: unknown) => core.end({ reason: 'exit', exitCode: codeOf(code) ?? 0 }));
  put('abort', () => core.end({ reason: 'exit', exitCode: 134 }));

  // Ticks. In Node they are Node's, for its own modules use them too, and there is one queue.
  const ticks = list<() => void>();
  let ticked = 0;
  const nativeTick = native?.nextTick as Callback | undefined;
  const tick: NodeProcess['tick'] = nativeTick
    ? (run) => void apply(nativeTick, native, [run])
    : (run) => {
        ticks[ticks.length] = run;
      };
  put(
    'nextTick',
    realm.native(
      (callback: unknown, ...args: unknown[]) => {
        if (typeof callback !== 'function') {
          const error = new NativeTypeError(
            `The "callback" argument must be of type function. Received ${receivedText(callback)}`,
          );
          (error as { code?: string }).code = 'ERR_INVALID_ARG_TYPE';
          throw error;
        }
        const reaction = recorder.setReaction('nextTick', nameOf(callback));
        const run = () => {
          recorder.runReaction(reaction, 'nothing');
          try {
            apply(callback as Callback, undefined, args);
          } catch (error) {
            core.reportUncaught(error);
          } finally {
            recorder.endReaction(reaction);
          }
        };
        tick(run);
      },
      'nextTick',
      1,
    ),
  );

  // Clocks
  const hrtime = (before?: [number, number]) => {
    const now = core.read();
    let seconds = floor(now / 1_000);
    let nanoseconds = floor((now % 1_000) * 1e6);
    if (before) {
      seconds -= before[0];
      nanoseconds -= before[1];
      if (nanoseconds < 0) {
        seconds--;
        nanoseconds += 1e9;
      }
    }
    return [seconds, nanoseconds];
  };
  realm.native(hrtime, 'hrtime', 1);
  defineProperty(hrtime, 'bigint', {
    value: realm.native(() => BigInt(trunc(core.read() * 1e6)), 'bigint', 0),
    writable: true,
    enumerable: true,
    configurable: true,
  });
  put('hrtime', hrtime);
  put(
    'uptime',
    realm.native(() => core.read() / 1_000, 'uptime', 0),
  );

  // Streams: what is written is printed, line by line.
  const createStream = (name: string, level: 'log' | 'error', fd: number) => {
    let rest = '';
    const object: Record<string, unknown> = {
      fd,
      writable: true,
      isTTY: undefined,
      ...createEmitter(core).methods,
    };
    const print = (text: string) => {
      const site = core.takeSite();
      core.record({ type: 'log', level, text, ...(site >= 0 && { site }) });
      core.print(level, text, site);
    };
    const takeRest = () => {
      const taken = rest;
      rest = '';
      return taken;
    };
    const flush = () => {
      if (rest !== '') print(takeRest());
    };
    const write = (chunk: unknown, encoding?: unknown, callback?: unknown) => {
      const text = takeRest() + (typeof chunk === 'string' ? chunk : decode(chunk));
      const end = stringLastIndexOf(text, '\n');
      if (end >= 0) print(stringSlice(text, 0, end));
      rest = stringSlice(text, end + 1);
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') (own['nextTick'] as Callback)(done);
      return true;
    };
    object['write'] = realm.native(write, 'write', 3);
    object['end'] = realm.native(
      (chunk?: unknown) => {
        if (chunk !== undefined) write(chunk);
        flush();
      },
      'end',
      1,
    );
    put(name, object);
    return { flush, takeRest };
  };
  const decoder = new TextDecoder();
  const decodeBytes = decoder.decode.bind(decoder);
  const decode = (chunk: unknown) =>
    ArrayBuffer.isView(chunk) ? decodeBytes(chunk as Uint8Array<ArrayBuffer>) : NativeString(chunk);
  const stdout = createStream('stdout', 'log', 1);
  const stderr = createStream('stderr', 'error', 2);
  put('emitWarning', (warning: unknown, type?: unknown) => {
    const text =
      warning instanceof Error
        ? `${warning.name}: ${warning.message}`
        : `${typeof type === 'string' ? type : 'Warning'}: ${warning}`;
    core.print('system', text);
  });
  installBuiltins(core, realm, own);
  realm.define('process', own);
  if (!native) realm.define('global', realm.global);

  return {
    listens: (event) => emitter.listens(event),
    emit(event, args) {
      emitter.emit(event, args);
    },
    beforeExit(code) {
      if (!emitter.listens('beforeExit')) return false;
      emitter.emit('beforeExit', [codeOf(exitCode) ?? code]);
      return true;
    },
    exit,
    tick,
    drainTicks() {
      if (ticked === ticks.length) return false;
      while (ticked < ticks.length) (ticks[ticked++] as () => void)();
      ticks.length = ticked = 0;
      return true;
    },
    takeRest: (level) => (level === 'warn' || level === 'error' ? stderr : stdout).takeRest(),
  };
}
