/** Runs of ordering programs, and what is compared of them. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { programFiles } from '../../src/checker/hosts/program-files.ts';
import type { OutputLine, RunOptions, RunResult } from '../../src/engine/protocol.ts';
import type { RunRequest } from '../../src/sandbox/channel.ts';
import type { ErrorReport, Trace } from '../../src/trace/event.ts';
import { formatText } from '../../src/trace/text.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { asSnippet, type Flavour, type OrderingProgram } from './engine-programs.ts';

export type Chosen = Pick<RunOptions, 'flavour' | 'probes'>;

const worlds = engineSources();

/** The program as the engine takes it: with the files it uses of the worlds. */
export function asProgram(program: OrderingProgram): { files: Record<string, string>; entry: string } {
  return { files: programFiles(asSnippet(program), worlds), entry: program.entry };
}

/** The program as a page asks for it. */
export function asRequest(program: OrderingProgram, options: Chosen): RunRequest {
  return { ...asProgram(program), options: { ...options, limit: 10_000 } };
}

/** What a program does as far as everybody can see it: its lines, one after the other, and how it ended. */
export interface Seen {
  lines: string[];
  exitCode: number;
}

export function seenOf({ output, end }: RunResult): Seen {
  return seen(output, end.exitCode);
}

/** Lines in which the host itself has its say are no part of it. */
export function seen(lines: readonly OutputLine[], exitCode: number): Seen {
  return { lines: lines.flatMap(({ level, text }) => (level === 'system' ? [] : [text])), exitCode };
}

/** Traces with more lines are kept as their beginning, their end, and a hash of everything. */
const longestText = 300;

/** What is kept of a program beside it: the trace as text, the printed lines, and how it ended. */
export function describeRun(result: RunResult): string {
  const { reason, exitCode, limit } = result.end;
  const lines = result.output.map(({ text }) => `${text}\n`).join('');
  const why = limit ? `${reason} (${limit.name})` : reason;
  return `${shorten(formatText(result.trace))}\n── prints ──\n${lines}── ends ──\n${why}, exit code ${exitCode}\n`;
}

function shorten(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= longestText) return text;
  const hash = createHash('sha256').update(text).digest('hex');
  const middle = `\n… ${lines.length} lines in all, sha256 ${hash}\n`;
  return [...lines.slice(0, 80), middle, ...lines.slice(-40)].join('\n');
}

/** What the kept text says everybody sees. */
export function seenInText(text: string): Seen {
  const [, printed = '', exitCode] =
    /\n── prints ──\n([\s\S]*)── ends ──\n.*, exit code (\d+)\n$/.exec(text) ?? [];
  return { lines: printed.split('\n').slice(0, -1), exitCode: Number(exitCode) };
}

/** The kept text, or what it is to be from now on. */
export function expectation({ expectation: path }: OrderingProgram, actual: () => string): string {
  if (process.env['UPDATE'] === '1') {
    const text = actual();
    writeFileSync(path, text);
    return text;
  }
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`There is no ${path}. UPDATE=1 writes it; read it before it is committed.`);
  }
}

/**
 * A trace as text of which every byte counts. Engines word their own errors differently and place them differently
 * within an expression; with `ownErrors` false such errors are left out of the comparison, except for their names.
 */
export function canonical(trace: Trace, { ownErrors = true } = {}): string {
  return JSON.stringify(
    trace.events.map((event) => sorted(!ownErrors && 'error' in event ? mask(event) : event)),
  );
}

function mask<Event extends { error: ErrorReport }>(event: Event): Event {
  return { ...event, error: { name: event.error.name, message: '', frames: [], text: '' } };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

export const otherFlavours = ({ flavours }: OrderingProgram): Flavour[] => flavours.slice(1);
