/**
 * The reference: a plain Node process, real timers, none of our engine. An example is laid out in a folder as a
 * reader would download it, the worlds beside it, and started with `node main.ts`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { defaultRunOptions, type OutputLine, type RunEnd } from '../../engine/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { ErrorReport, Site } from '../../trace/event.ts';
import type { Sources } from '../../worlds/index.ts';
import type { Host, HostRun, Task } from './host.ts';
import { type ObservedError, uncaughtMark } from './node-observer.ts';
import { programFiles } from './program-files.ts';

const observer = fileURLToPath(new URL('./node-observer.ts', import.meta.url));

/** `worlds`: texts of all files of a download, `downloadSources()`. */
export function nodeHost(worlds: Sources): Host {
  return {
    name: 'node',
    flavours: ['node'],
    clocks: ['real'],
    hasBuiltins: true,
    concurrency: 1,
    run: (task, signal) => runInProcess(task, worlds, signal),
    close: async () => {},
  };
}

async function runInProcess({ snippet }: Task, worlds: Sources, signal?: AbortSignal): Promise<HostRun> {
  const folder = await mkdtemp(join(tmpdir(), 'interleave-node-'));
  try {
    await layOut(folder, snippet, worlds);
    return toRun(await start(folder, snippet, signal), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layOut(folder: string, snippet: Snippet, worlds: Sources): Promise<void> {
  const files = { ...programFiles(snippet, worlds), 'package.json': '{ "type": "module" }\n' };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'example', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
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

async function start(folder: string, snippet: Snippet, signal?: AbortSignal): Promise<Ended> {
  // Both streams go to one file, so that what console.log and console.error print keeps its order.
  const outputPath = join(folder, 'output');
  const output = await open(outputPath, 'a');
  try {
    const child = spawn(process.execPath, [`--import=${pathToFileURL(observer).href}`, snippet.entry], {
      cwd: join(folder, 'example'),
      env: { PATH: process.env['PATH'], TZ: process.env['TZ'], NO_COLOR: '1', INTERLEAVE_OBSERVE: '1' },
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
