/**
 * `error.stack` as the program's author would have it: frames of the program only, at the places where they were
 * written. V8 asks `Error.prepareStackTrace`; other engines have a getter on `Error.prototype` that is replaced.
 * What a program itself assigns to `Error.prepareStackTrace` is honoured.
 */
import type { Kernel } from './kernel.ts';
import type { Positions, ProgramPosition } from './positions.ts';
import {
  apply,
  create,
  defineProperty,
  errorToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  list,
  NativeError,
  ownKeys,
  splitLines,
  stringIndexOf,
  stringLastIndexOf,
  stringSlice,
} from './primordials.ts';

export interface Frame extends ProgramPosition {
  name?: string;
}

/** V8's description of a frame. */
interface CallSite {
  getFileName(): string | null | undefined;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  toString(): string;
}

type Prepare = (error: unknown, sites: CallSite[]) => unknown;
type V8Error = { prepareStackTrace?: unknown };

const nativeStack = getOwnPropertyDescriptor(NativeError.prototype, 'stack');
const sample = new NativeError();
const sampleStack = getOwnPropertyDescriptor(sample, 'stack');
/** The getter V8 gives to every error. */
const ownStackGetter = sampleStack?.get;
const isV8 =
  typeof (NativeError as { captureStackTrace?: unknown }).captureStackTrace === 'function' && !nativeStack;

const callSiteMethods = isV8 ? takeCallSiteMethods() : undefined;

function takeCallSiteMethods() {
  const holder = NativeError as V8Error;
  const before = holder.prepareStackTrace;
  let prototype: object | undefined;
  holder.prepareStackTrace = (_error: unknown, sites: object[]) => {
    prototype = getPrototypeOf(sites[0] as object) ?? undefined;
    return '';
  };
  void new NativeError().stack;
  if (before === undefined) delete holder.prepareStackTrace;
  else holder.prepareStackTrace = before;
  const { getFileName, getLineNumber, getColumnNumber, toString: spell } = (prototype ?? {}) as CallSite;
  return { prototype, getFileName, getLineNumber, getColumnNumber, spell };
}

/**
 * Name of the script this code is part of, as stacks give it.
 * Must be called from the runtime's own script.
 */
export function ownScriptName(): string {
  const lines = splitLines(new NativeError().stack ?? '');
  for (let index = 0; index < lines.length; index++) {
    const found = locate(lines[index] as string);
    if (found) return found.script;
  }
  return '';
}

/** It stays the same for as long as this code does. */
let runtimeScript: string | undefined;

interface Located {
  name: string;
  script: string;
  /** 1-based. */
  line: number;
  column: number;
  /** Where the script's name begins. */
  start: number;
  /** The frame waits for the one before it; it is not on the stack. */
  isAsync: boolean;
}

/** Reads `    at f (script:3:9)` (V8) or `f@script:3:9` (others). */
function locate(line: string): Located | undefined {
  const inner = line[line.length - 1] === ')' ? stringSlice(line, 0, line.length - 1) : line;
  const second = stringLastIndexOf(inner, ':');
  const first = second < 0 ? -1 : stringLastIndexOf(inner, ':', second - 1);
  if (first < 0) return undefined;
  const row = +stringSlice(inner, first + 1, second);
  const column = +stringSlice(inner, second + 1);
  if (!(row > 0) || !(column > 0)) return undefined;
  const before = stringSlice(inner, 0, first);
  if (stringIndexOf(before, '    at ') === 0) {
    const open = inner === line ? -1 : stringLastIndexOf(before, ' (');
    const isAsync = stringIndexOf(before, 'async ') === 7;
    const begin = isAsync ? 13 : 7;
    const name = open < 0 ? '' : stringSlice(before, begin, open);
    const start = open < 0 ? begin : open + 2;
    return { name, script: stringSlice(before, start), line: row, column, start, isAsync };
  }
  const at = stringIndexOf(before, '@');
  if (at < 0) return undefined;
  const name = stringSlice(before, 0, at);
  const star = stringLastIndexOf(name, '*');
  const own = star < 0 ? name : stringSlice(name, star + 1);
  const script = stringSlice(before, at + 1);
  return { name: own, script, line: row, column, start: at + 1, isAsync: star >= 0 };
}

const placeOf = (position: ProgramPosition) => `${position.file}:${position.line + 1}:${position.column + 1}`;

/** What the author would call the function: `Queue.push` is `push`, `outer/inner` is `inner`. */
function shortName(name: string): string {
  let short = name;
  const alias = stringIndexOf(short, ' [as ');
  if (alias >= 0) short = stringSlice(short, 0, alias);
  if (stringIndexOf(short, 'new ') === 0) short = stringSlice(short, 4);
  const slash = stringLastIndexOf(short, '/');
  if (slash >= 0) short = stringSlice(short, slash + 1);
  const dot = stringLastIndexOf(short, '.');
  if (dot >= 0) short = stringSlice(short, dot + 1);
  return stringIndexOf(short, '<') >= 0 ? '' : short;
}

export interface Stacks {
  /**
   * The program's frames of an error, innermost first; empty when they cannot be had without calling the program.
   * `header` is what the stack begins with when it has not been asked for before.
   */
  framesOf(error: object, header: string): Frame[];
  /**
   * True when what runs now was called by the platform's own JavaScript, as Node's `fetch` calls `queueMicrotask`. To be
   * asked by the runtime's wrappers; slow.
   */
  isCalledByPlatform(): boolean;
}

/** More frames than a program asks for: those of the runtime and of the platform are taken out. */
const nativeLimit = 50;
const shownLimit = 10;

export function installStacks(
  positions: Positions,
  script: string,
  { eachRun }: Pick<Kernel, 'eachRun'>,
): Stacks {
  const mapped = (line: number, column: number): ProgramPosition | undefined =>
    positions.toProgram(line - 1, column - 1);

  /** A stack in the engine's own spelling, without what is not the program's. */
  function mapText(text: string): string {
    const lines = splitLines(text);
    let result = '';
    let ended = false;
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] as string;
      const found = locate(line);
      if (!found) {
        // Firefox ends its stacks with an empty line.
        if (line === '' && index === lines.length - 1) ended = true;
        else result += result === '' ? line : `\n${line}`;
        continue;
      }
      if (found.script !== script) continue;
      const position = mapped(found.line, found.column);
      if (!position) continue;
      const head = stringSlice(line, 0, found.start);
      const tail = line[line.length - 1] === ')' && found.start > 7 ? ')' : '';
      result += `${result === '' ? '' : '\n'}${head}${placeOf(position)}${tail}`;
    }
    return ended && result !== '' ? `${result}\n` : result;
  }

  function parse(text: string, isMapped: boolean): Frame[] {
    const frames = list<Frame>();
    const lines = splitLines(text);
    for (let index = 0; index < lines.length && frames.length < 50; index++) {
      const found = locate(lines[index] as string);
      // Not every engine knows who waits; what is reported should be the same in all of them.
      if (!found || found.isAsync) continue;
      const position = isMapped
        ? { file: found.script, line: found.line - 1, column: found.column - 1 }
        : found.script === script
          ? mapped(found.line, found.column)
          : undefined;
      if (!position) continue;
      const name = shortName(found.name);
      frames[frames.length] = name === '' ? position : { ...position, name };
    }
    return frames;
  }

  if (isV8 && callSiteMethods?.prototype) {
    const read = callSiteMethods;
    /** What the program assigned to `Error.prepareStackTrace`. */
    let own: unknown;
    /** Set while the runtime itself asks for a stack: its first line, and the program's formatting is left aside. */
    let raw: string | undefined;
    let asked = false;
    let byPlatform = false;
    eachRun(() => {
      own = undefined;
    });
    runtimeScript ??= ownScriptName();
    const runtime = runtimeScript;
    const limited = NativeError as { stackTraceLimit?: number };
    limited.stackTraceLimit = nativeLimit;
    const limit = () => (limited.stackTraceLimit === nativeLimit ? shownLimit : nativeLimit);

    const describe = (site: CallSite): string | undefined => {
      if (apply(read.getFileName, site, []) !== script) return undefined;
      const line = apply(read.getLineNumber, site, []) ?? 0;
      const column = apply(read.getColumnNumber, site, []) ?? 0;
      const position = mapped(line, column);
      if (!position) return undefined;
      const text: string = apply(read.spell, site, []);
      const place = `${script}:${line}:${column}`;
      const at = stringLastIndexOf(text, place);
      return at < 0
        ? text
        : stringSlice(text, 0, at) + placeOf(position) + stringSlice(text, at + place.length);
    };

    const format = (error: unknown, sites: CallSite[]): string => {
      let text = raw;
      try {
        text ??= errorToString(error as Error);
      } catch {
        text = '<error>';
      }
      let shown = 0;
      for (let index = 0; index < sites.length && shown < limit(); index++) {
        const line = describe(sites[index] as CallSite);
        if (line === undefined) continue;
        text += `\n    at ${line}`;
        shown++;
      }
      return text;
    };

    /** Frames for a program that formats its stacks itself: the native ones with the program's own positions. */
    const disguise = (sites: CallSite[]): CallSite[] => {
      const visible: CallSite[] = [];
      for (let index = 0; index < sites.length && visible.length < limit(); index++) {
        const site = sites[index] as CallSite;
        if (apply(read.getFileName, site, []) !== script) continue;
        const position = mapped(
          apply(read.getLineNumber, site, []) ?? 0,
          apply(read.getColumnNumber, site, []) ?? 0,
        );
        if (!position) continue;
        const text = describe(site) ?? '';
        // Methods of the native frame that are not replaced need the native frame as their receiver.
        const methods = create(null) as Record<string, unknown>;
        const names = ownKeys(read.prototype as object);
        for (let at = 0; at < names.length; at++) {
          const name = names[at] as string;
          const method = (read.prototype as Record<string, unknown>)[name];
          if (typeof method === 'function' && name !== 'constructor')
            methods[name] = () => apply(method as () => unknown, site, []);
        }
        methods['getFileName'] = () => position.file;
        methods['getScriptNameOrSourceURL'] = () => position.file;
        methods['getLineNumber'] = () => position.line + 1;
        methods['getColumnNumber'] = () => position.column + 1;
        methods['getEvalOrigin'] = () => undefined;
        methods['toString'] = () => text;
        defineProperty(visible, visible.length, {
          value: methods,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      return visible;
    };

    const hook: Prepare = (error, sites) => {
      if (!asked) return prepare(error, sites);
      for (let index = 0; index < sites.length; index++) {
        const file = apply(read.getFileName, sites[index] as CallSite, []);
        if (file === runtime) continue;
        byPlatform = typeof file === 'string' && stringIndexOf(file, 'node:') === 0;
        break;
      }
      return '';
    };
    const prepare: Prepare = (error, sites) =>
      typeof own === 'function' && !raw
        ? apply(own, NativeError, [error, disguise(sites)])
        : format(error, sites);

    defineProperty(NativeError, 'prepareStackTrace', {
      configurable: true,
      enumerable: false,
      get: () => hook,
      // A program that keeps the old value and puts it back means: as it was before.
      set: (value: unknown) => {
        own = value === hook ? undefined : value;
      },
    });

    return {
      isCalledByPlatform() {
        asked = true;
        byPlatform = false;
        try {
          void new NativeError().stack;
        } finally {
          asked = false;
        }
        return byPlatform;
      },
      framesOf(error, header) {
        const property = getOwnPropertyDescriptor(error, 'stack');
        if (!property) return [];
        raw = header;
        try {
          const text =
            'value' in property
              ? property.value
              : property.get === ownStackGetter && ownStackGetter
                ? apply(ownStackGetter, error, [])
                : undefined;
          return typeof text === 'string' ? parse(text, true) : [];
        } finally {
          raw = undefined;
        }
      },
    };
  }

  const nativeGetter = nativeStack?.get;
  if (nativeGetter) {
    const getter = {
      get stack() {
        const text: unknown = apply(nativeGetter, this, []);
        return typeof text === 'string' ? mapText(text) : text;
      },
    };
    const get = getOwnPropertyDescriptor(getter, 'stack')?.get;
    defineProperty(NativeError.prototype, 'stack', { ...nativeStack, get } as PropertyDescriptor);
  }
  /** What the getter says of an error; it throws for an object that only looks like one. */
  const inheritedStack = (error: object): unknown => {
    try {
      return nativeGetter && apply(nativeGetter, error, []);
    } catch {
      return undefined;
    }
  };
  return {
    isCalledByPlatform: () => false,
    framesOf(error) {
      const property = getOwnPropertyDescriptor(error, 'stack');
      const text: unknown = property ? property.value : inheritedStack(error);
      return typeof text === 'string' ? parse(text, false) : [];
    },
  };
}
