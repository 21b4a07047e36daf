/**
 * What a run looks like in Sandpack's own protocol, so that Sandpack's client, its inline errors and its hooks understand
 * us. Everything a program made appears as a primitive string and nowhere else: Sandpack's console decoder constructs
 * globals by name, in the page, from objects such as `{'@t': …}` (sandpack-react 2.20.0).
 */
import type { CompileProblem, OutputLine, RunEnd } from '../engine/protocol.ts';
import type { TestResult } from '../engine/tests/protocol.ts';

/** The part of Sandpack's messages that we send; `codesandbox` and `$id` are added on the way out. */
export type SandpackMessage =
  | { type: 'start'; firstLoad: boolean }
  | { type: 'status'; status: 'transpiling' | 'evaluating' | 'idle' | 'done' }
  | {
      type: 'console';
      log: { id: string; method: 'log' | 'info' | 'warn' | 'error' | 'debug'; data: string[] }[];
    }
  | {
      type: 'action';
      action: 'show-error';
      title: string;
      path: string;
      message: string;
      line: number;
      column: number;
      payload: { frames: SandpackFrame[] };
    }
  | { type: 'success' }
  | ({ type: 'test' } & SandpackTestEvent)
  /** The misspelling is Sandpack's. */
  | { type: 'done'; compilatonError: boolean };

/** What SandpackTests listens to, as far as one test in one file needs it. */
type SandpackTestEvent =
  | { event: 'initialize_tests' | 'total_test_start' | 'total_test_end' }
  | { event: 'test_count'; count: number }
  | { event: 'add_file'; path: string }
  | { event: 'add_test'; testName: string; path: string }
  | { event: 'test_start' | 'test_end'; test: SandpackTest };

interface SandpackTest {
  name: string;
  blocks: string[];
  status: 'running' | 'pass' | 'fail';
  path: string;
  errors: { name: string; message: string; stack: string; path: string }[];
  /** Ms. */
  duration?: number;
}

interface SandpackFrame {
  fileName: string;
  functionName: string;
  lineNumber: number;
  columnNumber: number;
  _originalFileName: string;
  _originalFunctionName: string;
  _originalLineNumber: number;
  _originalColumnNumber: number;
  _originalScriptCode: { lineNumber: number; content: string; highlight: boolean }[];
}

/** Sandpack's paths are absolute, its lines and columns 1-based. */
const pathOf = (file: string) => `/${file}`;

export function consoleMessage(lines: readonly OutputLine[], firstId: number): SandpackMessage {
  return {
    type: 'console',
    log: lines.map((line, index) => ({
      id: String(firstId + index),
      method: line.level === 'uncaught' || line.level === 'system' ? 'error' : line.level,
      data: [line.text],
    })),
  };
}

export function problemMessage({ file, line, column, message, advice }: CompileProblem): SandpackMessage {
  return {
    type: 'action',
    action: 'show-error',
    // This title makes Sandpack take path, line and column from the message itself.
    title: 'SyntaxError',
    path: pathOf(file),
    message: advice ? `${message} ${advice}` : message,
    line: line + 1,
    column: column + 1,
    payload: { frames: [] },
  };
}

/** The error that ended a run; undefined when none did. `files` are the sources, for the line Sandpack quotes. */
export function errorMessage(end: RunEnd, files: Record<string, string>): SandpackMessage | undefined {
  if (!end.error) return undefined;
  const { frames, name, text } = end.error;
  const place = frames[0];
  return {
    type: 'action',
    action: 'show-error',
    title: name,
    path: place ? pathOf(place.file) : '/',
    message: text,
    line: place ? place.line + 1 : 0,
    column: place ? place.column + 1 : 0,
    payload: {
      frames: frames.map(({ file, line, column, name: functionName = '' }) => ({
        fileName: pathOf(file),
        functionName,
        lineNumber: line + 1,
        columnNumber: column + 1,
        _originalFileName: pathOf(file),
        _originalFunctionName: functionName,
        _originalLineNumber: line + 1,
        _originalColumnNumber: column + 1,
        _originalScriptCode: [
          {
            lineNumber: line + 1,
            content: (Object.hasOwn(files, file) ? files[file] : undefined)?.split('\n')[line] ?? '',
            highlight: true,
          },
        ],
      })),
    },
  };
}

/** A test begins: `file` has it. */
export function testStartMessages(name: string, file: string): SandpackMessage[] {
  const path = pathOf(file);
  const test: SandpackTest = { name, blocks: [], status: 'running', path, errors: [] };
  return [
    { type: 'test', event: 'initialize_tests' },
    { type: 'test', event: 'test_count', count: 1 },
    { type: 'test', event: 'total_test_start' },
    { type: 'test', event: 'add_file', path },
    { type: 'test', event: 'add_test', testName: name, path },
    { type: 'test', event: 'test_start', test },
  ];
}

/** A test is over, at `end`; without a result it has failed. */
export function testEndMessages(
  name: string,
  file: string,
  result: TestResult | undefined,
  end: RunEnd,
): SandpackMessage[] {
  const path = pathOf(file);
  const isOurs = result?.name === name;
  const message = isOurs ? result.failure?.message : (end.error?.text ?? 'The test has no result.');
  const test: SandpackTest = {
    name,
    blocks: [],
    status: message === undefined ? 'pass' : 'fail',
    path,
    errors: message === undefined ? [] : [{ name: 'Failure', message, stack: '', path }],
    duration: end.at,
  };
  return [
    { type: 'test', event: 'test_end', test },
    { type: 'test', event: 'total_test_end' },
  ];
}
