/** Whether a program ended as its author said. */

import type { ExpectedEnd, Snippet } from '../snippets/snippet.ts';
import type { ErrorReport } from '../trace/event.ts';
import type { HostRun, Uncaught } from './hosts/host.ts';
import { locate, openingOf } from './locate.ts';
import type { Problem } from './problem.ts';
import { count } from './text.ts';

type Ran = Extract<HostRun, { kind: 'ran' }>;
type Finding = Pick<Problem, 'range' | 'code' | 'message' | 'expected' | 'found' | 'notes' | 'advice'>;

/** What is wrong with the end of a run; nothing when it is the announced one. */
export function judgeEnd(snippet: Snippet, run: Ran): Finding | undefined {
  const { end } = run;
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

function overLimit(snippet: Snippet, run: Ran): Finding {
  const { limit } = run.end;
  const value = limit?.value ?? snippet.limit;
  const place = run.waiting[0];
  const shared = {
    range: place ? locate(snippet, place.file, place, place.endColumn - place.column) : openingOf(snippet),
    expected: describeExpected(snippet.end),
    notes: [...waitingNotes(snippet, run), ...printedNotes(run)],
  };
  switch (limit?.name) {
    case 'lines':
    case 'output':
      return {
        ...shared,
        range: openingOf(snippet),
        code: 'prints-too-much',
        message: 'The program was stopped because it printed too much.',
        found:
          limit.name === 'lines'
            ? `more than ${count(value, 'line')}`
            : `more than ${count(value, 'character')}`,
        advice: 'Print less: nobody reads that many lines.',
      };
    case 'memory':
      return {
        ...shared,
        code: 'too-much-memory',
        message: 'The program was stopped because it used too much memory.',
        found: `more than ${count(value, 'MB', 'MB')}`,
        advice: 'Keep less at once: a queue or a cache without bound is the usual reason.',
      };
    case 'timers':
    case 'messages':
      return {
        ...shared,
        code: 'too-much-at-once',
        message: `The program was stopped because too many ${limit.name} were pending at once.`,
        found: `more than ${count(value, limit.name.slice(0, -1))}`,
        advice: 'Start less at once.',
      };
    default:
      return {
        ...shared,
        code: 'never-ends',
        message: 'The program did not end and was stopped.',
        found: `still running after ${count(value, 'ms', 'ms')} of real time`,
        advice:
          'End every loop, clear every interval, settle every promise. A program that honestly needs longer says so: limit=20000',
      };
  }
}

function stuck(snippet: Snippet, run: Ran): Finding {
  const place = run.waiting[0];
  return {
    range: place ? locate(snippet, place.file, place, place.endColumn - place.column) : openingOf(snippet),
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
    advice: `Mend the program, or write what happens on the opening line of the example: ${wordForRun(run)}`,
  };
}

function describeExpected(end: ExpectedEnd): string {
  switch (end.kind) {
    case 'quiet':
      return 'the program ends by itself, without an uncaught error';
    case 'throws':
      return `an uncaught error${end.error === undefined ? '' : ` of kind ${end.error}`} (\`throws\`)`;
    case 'rejects':
      return `an unhandled rejection${end.error === undefined ? '' : ` with a ${end.error}`} (\`rejects\`)`;
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

function wordForRun({ uncaught, end }: Ran): string {
  const [first] = uncaught;
  if (first) return wordFor(first);
  return end.exitCode === 0 ? 'none of throws, rejects, exit' : `host=node exit=${end.exitCode}`;
}

function placeOf(snippet: Snippet, error: ErrorReport) {
  const frame = error.frames.find(({ file }) => snippet.files.some(({ name }) => name === file));
  return frame ? locate(snippet, frame.file, frame) : openingOf(snippet);
}

function waitingNotes(snippet: Snippet, { waiting }: Ran): string[] {
  return waiting.slice(0, 3).map((site) => {
    const { line } = locate(snippet, site.file, site).start;
    return `still waiting at ${site.file}:${site.line + 1} (line ${line + 1} of the chapter)`;
  });
}

function printedNotes({ lines, dropped }: Ran): string[] {
  const last = lines.at(-1);
  if (!last) return ['it printed nothing'];
  return [
    `it printed ${count(lines.length + dropped, 'line')}, the last kept one: ${last.text.slice(0, 200)}`,
  ];
}
