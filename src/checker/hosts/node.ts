/**
 * The reference: a plain Node process, real timers, none of our engine. An example is laid out in a folder as a
 * reader would download it, the worlds beside it, and started with `node main.ts`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { defaultRunOptions, type OutputLine, type RunEnd } from '../../engine/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { ErrorReport, Site } from '../../trace/event.ts';
import type { Sources } from '../../worlds/index.ts';
import type { Host, HostRun, Task } from './host.ts';
import { type ObservedError, uncaughtMark } from './node-observer.ts';
import { programFiles } from './program-files.ts';

const observer = new URL('./node-observer.ts', import.meta.url);

export interface NodeHostOptions {
  /**
   * Takes the types out here, by Node's own function, so that not every process has to load what does it: half of the time
   * a small program takes. Default false: Node gets what a reader downloads.
   */
  stripped?: boolean;
}

/** `worlds`: texts of all files of a download, `downloadSources()`. */
export function nodeHost(worlds: Sources, { stripped = false }: NodeHostOptions = {}): Host {
  return {
    name: 'node',
    flavours: ['node'],
    clocks: ['real'],
    hasBuiltins: true,
    concurrency: 1,
    run: (task, signal) => runInProcess(task, worlds, stripped, signal),
    close: async () => {},
  };
}

async function runInProcess(
  { snippet }: Task,
  worlds: Sources,
  stripped: boolean,
  signal?: AbortSignal,
): Promise<HostRun> {
  const folder = await mkdtemp(join(tmpdir(), 'interleave-node-'));
  try {
    const files = programFiles(snippet, worlds);
    // When a module arrives that is imported while the program runs, is Node's affair alone.
    const plain =
      stripped && !snippet.files.some(({ code }) => /\bimport\s*\(/.test(code)) && stripAll(files);
    await layOut(folder, plain || files);
    if (plain) await writeFile(join(folder, 'observer.js'), strip(readFileSync(observer, 'utf8')));
    return toRun(await start(folder, snippet, Boolean(plain), signal), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layOut(folder: string, files: Record<string, string>): Promise<void> {
  const all = { ...files, 'package.json': '{ "type": "module" }\n' };
  for (const [name, text] of Object.entries(all)) {
    const path = join(folder, 'example', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

const strippedTexts = new Map<string, string>();

function strip(text: string): string {
  let plain = strippedTexts.get(text);
  if (plain === undefined) {
    plain = stripTypeScriptTypes(text);
    strippedTexts.set(text, plain);
  }
  return plain;
}

/** The files without types; nothing if Node would refuse one of them. */
function stripAll(files: Record<string, string>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strip(text)]));
  } catch {
    return undefined;
  }
}

/** A limit ends the process: real time, or more printed than any reader reads. */
type Limit = NonNullable<RunEnd['limit']>;

interface Ended {
  /** What the process printed, the observer's words and Node's own report among it. */
  text: string;
  /** Nothing when a limit ended it. */
  code: number | null;
  /** Real ms from the program's beginning to its end. */
  at: number;
  limit: Limit | undefined;
}

async function start(
  folder: string,
  snippet: Snippet,
  stripped: boolean,
  signal?: AbortSignal,
): Promise<Ended> {
  // As it is, the observer has Node load what takes types out before the program's time begins.
  const { href } = stripped ? pathToFileURL(join(folder, 'observer.js')) : observer;
  // Both streams go to one file, so that what console.log and console.error print keeps its order.
  const outputPath = join(folder, 'output');
  const output = await open(outputPath, 'a');
  try {
    const child = spawn(process.execPath, [`--import=${href}`, snippet.entry], {
      cwd: join(folder, 'example'),
      env: {
        PATH: process.env['PATH'],
        TZ: process.env['TZ'],
        NO_COLOR: '1',
        INTERLEAVE_OBSERVE: stripped ? 'stripped' : 'as it is',
      },
      stdio: ['ignore', output.fd, output.fd, 'pipe'],
      killSignal: 'SIGKILL',
      ...(signal && { signal }),
    });
    const ended = new AbortController();
    // How long Node takes to begin is the machine's affair and no part of the program's time.
    let began = Number.POSITIVE_INFINITY;
    child.stdio[3]?.once('data', () => {
      began = performance.now();
    });
    let limit: Limit | undefined;
    const watching = watchLimits(
      outputPath,
      () => performance.now() - began > snippet.limit,
      snippet.limit,
      ended.signal,
    );
    const watch = watching.then((reached) => {
      if (!reached) return;
      limit = reached;
      child.kill('SIGKILL');
    });
    const [code] = (await once(child, 'exit').finally(() => ended.abort())) as [number | null];
    const at = Math.max(0, performance.now() - began);
    await watch;
    return { code, at, limit, text: await readFile(outputPath, 'utf8') };
  } finally {
    await output.close();
  }
}

async function watchLimits(
  path: string,
  isOver: () => boolean,
  value: number,
  signal: AbortSignal,
): Promise<Limit | undefined> {
  while (!signal.aborted) {
    if (isOver()) return { name: 'time', value };
    const { size } = await stat(path);
    if (size > defaultRunOptions.maxOutput) return { name: 'output', value: defaultRunOptions.maxOutput };
    await sleep(50, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

/** Reads what the process left behind: printed lines, the observer's word about an uncaught error, Node's own report. */
function toRun({ text, code, at, limit }: Ended, folder: string): HostRun {
  const root = pathToFileURL(join(folder, 'example', '/')).href;
  const { printed, uncaught, waiting } = separate(text, code);
  const lines = printed.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const kept = lines.slice(0, defaultRunOptions.maxLines);
  const error = uncaught && toErrorReport(uncaught, root);
  const toLine = (level: OutputLine['level']) => (line: string) => ({ at: 0, level, text: line });
  return {
    kind: 'ran',
    lines: [
      ...kept.map(toLine('log')),
      ...(uncaught && !limit
        ? `Uncaught ${uncaught.inPromise ? '(in promise) ' : ''}${uncaught.text}`.split('\n')
        : []
      ).map(toLine('uncaught')),
    ],
    dropped: lines.length - kept.length,
    end: limit
      ? { reason: 'limit', exitCode: 137, at, limit }
      : {
          reason: uncaught ? 'error' : code === 13 ? 'stuck' : code === 0 ? 'quiet' : 'exit',
          exitCode: code ?? 1,
          at,
          ...(error && { error }),
        },
    uncaught: uncaught && error ? [{ inPromise: uncaught.inPromise, error }] : [],
    waiting: waiting ? [{ kind: 'await', site: toSite(waiting, root) }] : [],
  };
}

interface Separated {
  printed: string;
  uncaught?: ObservedError;
  /** The top-level `await` that Node's own warning names. */
  waiting?: { url: string; line: number; column: number };
}

function separate(text: string, code: number | null): Separated {
  const mark = text.lastIndexOf(`\n${uncaughtMark}`);
  if (mark >= 0) {
    const end = text.indexOf('\n', mark + 1);
    const uncaught: ObservedError = JSON.parse(text.slice(mark + 1 + uncaughtMark.length, end));
    // Listeners of `exit` still print before Node's own report, which begins with a file and a line.
    const after = text.slice(end + 1);
    const report = after.search(/^\n?(?:file:\/\/|node:)\S*:\d+\n/m);
    return { printed: text.slice(0, mark) + (report < 0 ? after : after.slice(0, report)), uncaught };
  }
  const warning =
    /^Warning: Detected unsettled top-level await at (?<url>.*):(?<line>\d+)\n.*\n(?<blank> *)\^/m;
  const found = code === 13 ? warning.exec(text) : null;
  if (!found?.groups) return { printed: text };
  const { url = '', line, blank = '' } = found.groups;
  return {
    printed: text.slice(0, found.index),
    waiting: { url, line: Number(line) - 1, column: blank.length },
  };
}

function toErrorReport({ name, message, text, stack }: ObservedError, root: string): ErrorReport {
  const frames = stack.split('\n').flatMap((line) => {
    const match = /^\s+at (?:(?<name>.*) \()?(?<url>file:\/\/.*):(?<line>\d+):(?<column>\d+)\)?$/.exec(line);
    const url = match?.groups?.['url'];
    if (!match?.groups || !url?.startsWith(root)) return [];
    const { name: caller, line: row, column } = match.groups;
    return [
      {
        file: fileOf(url, root),
        line: Number(row) - 1,
        column: Number(column) - 1,
        ...(caller && { name: caller }),
      },
    ];
  });
  return { name, message, frames, text };
}

function toSite({ url, line, column }: NonNullable<Separated['waiting']>, root: string): Site {
  return { file: fileOf(url, root), line, column, endLine: line, endColumn: column + 'await'.length };
}

/** Name of an example's file by its address. */
function fileOf(url: string, root: string): string {
  return decodeURIComponent(url.slice(root.length));
}
