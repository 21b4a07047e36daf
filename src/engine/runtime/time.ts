/**
 * Whatever else tells the time: `Date`, `performance`, `Temporal.Now`, `event.timeStamp`. Reading any of them costs the
 * program one tick of virtual time. With a real clock the natives stay, except that `performance` counts from the run's
 * beginning.
 */
import { ticksPerMs } from './clock.ts';
import type { Core } from './core.ts';
import type { Realm } from './kernel.ts';
import {
  apply,
  construct,
  defineProperty,
  floor,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  NativeDate,
  round,
  uncurry,
} from './primordials.ts';
import { installStandIn } from './stand-in.ts';

/** The moment at which every virtual run begins: 2026-01-01, noon, UTC. */
export const startInstant = NativeDate.UTC(2026, 0, 1, 12);

const dateToString = uncurry(NativeDate.prototype.toString);
const nativeDateNow = NativeDate.now;

export function installTime(core: Core, realm: Realm): void {
  let start: number;
  core.eachRun(() => {
    start = core.clock.kind === 'real' ? nativeDateNow() - core.now() : startInstant;
  });
  if (core.clock.kind !== 'real') {
    const now = () => start + floor(core.read());
    installDate(now, realm);
    installTemporal(now, realm);
  }
  /** A worker counts from when it was made. In ticks, so that the difference is exact. */
  const since = (ms: number) => (core.began === 0 ? ms : round((ms - core.began) * ticksPerMs) / ticksPerMs);
  installPerformance(
    () => since(core.read()),
    realm,
    () => start + core.began,
  );
  const holder = realm.global.Event?.prototype;
  if (holder) replaceGetter(realm, holder, 'timeStamp', () => since(core.now()));
}

function installDate(now: () => number, realm: Realm): void {
  installStandIn(realm, NativeDate, 'Date', {
    construct: (args, newTarget) =>
      construct(NativeDate, args.length === 0 ? [now()] : args, newTarget) as object,
    call: () => dateToString(new NativeDate(now())),
  });
  defineProperty(realm.global.Date, 'now', {
    value: realm.native(() => now(), 'now', 0),
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

interface TemporalLike {
  Now: Record<string, (zone?: unknown) => unknown>;
  Instant: {
    fromEpochMilliseconds(ms: number): { toZonedDateTimeISO(zone: unknown): Record<string, () => unknown> };
  };
}

function installTemporal(now: () => number, realm: Realm): void {
  const temporal = (realm.global as unknown as { Temporal?: TemporalLike }).Temporal;
  if (!temporal) return;
  const { Instant, Now } = temporal;
  const fromMs = Instant.fromEpochMilliseconds.bind(Instant);
  const zoneId = Now['timeZoneId']?.bind(Now) ?? (() => 'UTC');
  const toZoned = uncurry(
    (fromMs(0) as unknown as { toZonedDateTimeISO(zone: unknown): object }).toZonedDateTimeISO as (
      zone: unknown,
    ) => object,
  );
  const zoned = (zone: unknown) => toZoned(fromMs(now()) as object, zone === undefined ? zoneId() : zone);
  const prototype = getPrototypeOf(toZoned(fromMs(0) as object, 'UTC')) as Record<string, () => unknown>;
  const put = (name: string, method: (zone?: unknown) => unknown, length: number) =>
    defineProperty(Now, name, {
      value: realm.native(method, name, length),
      writable: true,
      enumerable: false,
      configurable: true,
    });
  put('instant', () => fromMs(now()), 0);
  put('zonedDateTimeISO', (zone?: unknown) => zoned(zone), 0);
  for (const [name, convert] of [
    ['plainDateTimeISO', prototype['toPlainDateTime']],
    ['plainDateISO', prototype['toPlainDate']],
    ['plainTimeISO', prototype['toPlainTime']],
  ] as const)
    if (convert) put(name, (zone?: unknown) => apply(convert, zoned(zone), []), 0);
}

/** The object on whose prototype chain `name` is found first. */
function holderOf(value: object, name: string): object | undefined {
  for (let holder: object | null = value; holder !== null; holder = getPrototypeOf(holder))
    if (getOwnPropertyDescriptor(holder, name)) return holder;
  return undefined;
}

function replaceGetter(realm: Realm, holder: object, name: string, read: () => unknown): void {
  const before = getOwnPropertyDescriptor(holder, name);
  if (!before?.configurable) return;
  const getter = { get: () => read() };
  defineProperty(holder, name, {
    get: realm.native(getter.get, `get ${name}`, 0),
    enumerable: before.enumerable ?? true,
    configurable: true,
  });
}

function installPerformance(read: () => number, realm: Realm, origin: () => number): void {
  const { performance } = realm.global;
  const holder = holderOf(performance, 'now');
  if (!holder) return;
  const nativeMark = performance.mark;
  const nativeMeasure = performance.measure;
  const methods = {
    now: () => read(),
    toJSON: () => ({ timeOrigin: origin() }),
    mark(this: unknown, _name: unknown, options?: PerformanceMarkOptions) {
      const { startTime, detail } = options ?? {};
      return apply(nativeMark as never, this, [
        _name,
        { startTime: startTime === undefined ? read() : startTime, detail },
      ]);
    },
    measure(this: unknown, name: unknown, from?: unknown, to?: unknown) {
      let options: Record<string, unknown>;
      if (typeof from === 'object' && from !== null) {
        const { start, end, duration, detail } = from as PerformanceMeasureOptions;
        options = defined({ start, end, duration, detail });
        if (end === undefined && (start === undefined || duration === undefined)) options['end'] = read();
      } else options = defined({ start: from, end: to === undefined ? read() : to });
      return apply(nativeMeasure as never, this, [name, options]);
    },
  };
  const put = (name: keyof typeof methods, length: number) => {
    const target = holderOf(performance, name) ?? holder;
    const before = getOwnPropertyDescriptor(target, name);
    defineProperty(target, name, {
      value: realm.native(methods[name] as () => unknown, name, length),
      writable: true,
      enumerable: before?.enumerable ?? true,
      configurable: true,
    });
  };
  put('now', 0);
  put('toJSON', 0);
  put('mark', 1);
  put('measure', 1);
  const originHolder = holderOf(performance, 'timeOrigin');
  if (originHolder) replaceGetter(realm, originHolder, 'timeOrigin', origin);
}

/** Without the properties that are `undefined`: for the platform they would count as given. */
function defined(options: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = { __proto__: null };
  for (const key in options) if (options[key] !== undefined) copy[key] = options[key];
  return copy;
}
