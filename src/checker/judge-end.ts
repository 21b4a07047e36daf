/** Whether a program ended as its author said. */

import type { ExpectedEnd, Range, Snippet } from '../snippets/snippet.ts';
import type { ErrorReport, Site } from '../trace/event.ts';
import type { HostRun, Uncaught } from './hosts/host.ts';
import { locate, openingOf } from './locate.ts';
import type { Problem } from './problem.ts';
import { count } from './text.ts';

type Ran = Extract<HostRun, { kind: 'ran' }>;
type Finding = Pick<Problem, 'range' | 'code' | 'message' | 'expected' | 'found' | 'notes' | 'advice'>;

/** What is wrong with the end of a run; nothing when it is the announced one. */
export function judgeEnd(snippet: Snippet, run: Ran): Finding | undefined {
  const { end } = run;
  if (run.dropped > 0 || end.limit?.name === 'lines' || end.limit?.name === 'output')
    return printsTooMuch(snippet, run);
  if (end.reason === 'limit') return overLimit(snippet, run);
  if (end.reason === 'stopped') throw new Error(`The run of ${snippet.chapter}/${snippet.id} was stopped.`);

  const expected = snippet.end;
  if (expected.kind === 'exit') {
    return end.exitCode === expected.code ? undefined : wrongEnd(snippet, run);
  }
  if (expected.kind === 'throws' || expected.kind === 'rejects') {
    const inPromise = expected.kind === 'rejects';
    const happened = run.uncaught.some(
      (uncaught) =>
        uncaught.inPromise === inPromise &&
        (expected.error === undefined || uncaught.error.name === expected.error),
    );
    return happened ? undefined : wrongEnd(snippet, run);
  }
  const [first] = run.uncaught;
  if (first) {
    return {
      range: placeOf(snippet, first.error),
      code: first.inPromise ? 'unhandled-rejection' : 'uncaught-error',
      message: `${first.error.text}\n${first.inPromise ? 'A promise was rejected and nobody handled it.' : 'Nobody caught this error.'}`,
      expected: describeExpected(expected),
      found: describeFound(run),
      advice: `Mend the program; when it is meant to fail, add \`${wordFor(first)}\` to the opening line of the example.`,
    };
  }
  if (end.reason === 'stuck') return stuck(snippet, run);
  return end.exitCode === 0 ? undefined : wrongEnd(snippet, run);
}

function printsTooMuch(snippet: Snippet, { lines }: Ran): Finding {
  return {
    range: openingOf(snippet),
    code: 'prints-too-much',
    message: 'The program was stopped because it printed too much.',
    expected: 'an output somebody reads',
    found: `more than ${count(lines.length, 'line')}`,
    advice: 'Print less.',
  };
}

function overLimit(snippet: Snippet, run: Ran): Finding {
  const { limit } = run.end;
  const value = limit?.value ?? snippet.limit;
  const shared = {
    range: waitingPlace(snippet, run),
    expected: describeExpected(snippet.end),
    notes: [...waitingNotes(snippet, run), ...printedNotes(snippet, run)],
  };
  switch (limit?.name) {
    case 'memory':
      return {
        ...shared,
        code: 'too-much-memory',
        message: 'The program was stopped because it used too much memory.',
        found: `more than ${count(value, 'MB', 'MB')}`,
        advice: 'Keep less at once: a queue or a cache without bound is the usual reason.',
      };
    case 'workers':
      return {
        ...shared,
        code: 'too-many-workers',
        message: 'The program was stopped because it made too many workers.',
        found: `more than ${value} workers`,
        advice:
          'Keep a few workers and give them one piece of work after the other; end those that are done.',
      };
    default:
      return {
        ...shared,
        code: 'never-ends',
        message: 'The program did not end and was stopped.',
        found:
          limit?.name === 'timers' || limit?.name === 'messages'
            ? `more than ${value} ${limit.name} pending at once`
            : `still running after ${count(value, 'ms', 'ms')} of real time`,
        advice:
          'End every loop, clear every interval, settle every promise. A program that honestly needs longer says so: limit=20000',
      };
  }
}

function stuck(snippet: Snippet, run: Ran): Finding {
  return {
    range: waitingPlace(snippet, run),
    code: 'never-settles',
    message:
      'The program waits for something that can no longer happen: nothing is scheduled and nothing is in flight.',
    expected: describeExpected(snippet.end),
    found: 'a top-level `await` that never settles',
    notes: waitingNotes(snippet, run),
    advice:
      'Settle the promise it waits for. When the wait without end is the point, write host=node exit=13 on the opening line.',
  };
}

function wrongEnd(snippet: Snippet, run: Ran): Finding {
  const [first] = run.uncaught;
  return {
    range: first ? placeOf(snippet, first.error) : openingOf(snippet),
    code: 'wrong-end',
    message: 'The program did not end as announced.',
    expected: describeExpected(snippet.end),
    found: describeFound(run),
    notes: run.end.reason === 'stuck' ? waitingNotes(snippet, run) : [],
    advice: adviceForEnd(snippet.end, run),
  };
}

function describeExpected(end: ExpectedEnd): string {
  switch (end.kind) {
    case 'quiet':
      return 'the program ends by itself, without an uncaught error';
    case 'throws':
      return `an uncaught error${end.error === undefined ? '' : ` of kind ${end.error}`} (\`throws\`)`;
    case 'rejects':
      return `an unhandled rejection${end.error === undefined ? '' : ` of kind ${end.error}`} (\`rejects\`)`;
    case 'exit':
      return `exit code ${end.code}`;
  }
}

function describeFound({ uncaught, end }: Ran): string {
  const [first] = uncaught;
  if (first)
    return `${first.inPromise ? 'an unhandled rejection' : 'an uncaught error'}: ${first.error.text}`;
  if (end.reason === 'stuck') return 'a top-level `await` that never settles (exit code 13)';
  return end.exitCode === 0 ? 'it ended by itself, without an uncaught error' : `exit code ${end.exitCode}`;
}

function wordFor({ inPromise, error }: Uncaught): string {
  return `${inPromise ? 'rejects' : 'throws'}${/^[A-Z]\w*$/.test(error.name) ? `=${error.name}` : ''}`;
}

function adviceForEnd(expected: ExpectedEnd, { uncaught, end }: Ran): string {
  const [first] = uncaught;
  const happened = first ? wordFor(first) : end.exitCode === 0 ? undefined : `host=node exit=${end.exitCode}`;
  return happened === undefined
    ? `Mend the program, or take \`${expected.kind}\` from its opening line.`
    : `Mend the program, or write what happens on its opening line: ${happened}`;
}

function placeOf(snippet: Snippet, error: ErrorReport) {
  const frame = error.frames.find(({ file }) => snippet.files.some(({ name }) => name === file));
  return frame ? locate(snippet, frame.file, frame) : openingOf(snippet);
}

/** The first thing the program still waits for, or the opening line of the example. */
function waitingPlace(snippet: Snippet, { waiting: [first] }: Ran): Range {
  if (!first) return openingOf(snippet);
  const { file, line, column, endLine, endColumn } = first.site;
  return locate(snippet, file, first.site, endLine === line ? endColumn - column : Number.POSITIVE_INFINITY);
}

const waitingWords = {
  await: 'still waiting at',
  interval: 'interval still set at',
  timer: 'timer still set at',
};

/** At most three: an awaited call is mostly found with the calls it waits for. */
function waitingNotes(snippet: Snippet, { waiting }: Ran): string[] {
  return waiting.slice(0, 3).map(({ kind, site }) => `${waitingWords[kind]} ${placeName(snippet, site)}`);
}

function printedNotes(snippet: Snippet, { lines }: Ran): string[] {
  const last = lines.at(-1);
  if (!last) return ['it printed nothing'];
  const at = last.site ? ` at ${placeName(snippet, last.site)}` : '';
  return [`it printed ${count(lines.length, 'line')}, the last${at}: ${last.text.slice(0, 200)}`];
}

/** `main.ts:4 (line 31 of the chapter)` */
function placeName(snippet: Snippet, site: Site): string {
  const { line } = locate(snippet, site.file, site).start;
  return `${site.file}:${site.line + 1} (line ${line + 1} of the chapter)`;
}
