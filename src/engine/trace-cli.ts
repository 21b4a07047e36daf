/** `npm run trace -- file.ts`: runs one program on the engine and shows what happened. */
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { toTraceEventFormat } from '../trace/perfetto.ts';
import { formatText } from '../trace/text.ts';
import { sitesOf } from './assemble.ts';
import { closePool, compileFor, runCompiled } from './hosts/node.ts';
import { loadProgram } from './load-program.ts';
import type { CompileProblem, OutputLine, RunMessage, RunOptions, RunResult } from './protocol.ts';

const formats = ['text', 'output', 'json', 'perfetto'] as const;
type Format = (typeof formats)[number];

export const usage = `Runs a program and shows what really happened.

  npm run trace -- file.ts                   a .ts, .mts, .js or .mjs file; relative imports are read from disk

  --format text|output|json|perfetto         text (default): the run, event by event; output: only what the program
                                             prints, with its exit code; json: one event per line, after a first line
                                             with the version and the places; perfetto: a file for ui.perfetto.dev
  --clock virtual|paced|real                 virtual (default) waits for nothing; paced shows the same run at --speed
  --speed n                                  with --clock paced: virtual ms per real ms. Default 1
  --seed n                                   of the random numbers. Default 1
  --flavour node|browser                     whose timers, globals and ends. Default node
  --no-probes                                without the calls that record functions: tasks, timers and requests only
  --timeout ms                               longest run in real ms. Default 30000
  --max-events n                             events to keep. Default 1000000
  --help                                     this text

Exit code: 0; 1 when the program does not compile; 2 when the command is wrong. With --format output the program's own.
`;

interface Command {
  file: string;
  format: Format;
  options: Partial<RunOptions>;
}

/** Reads what follows `npm run trace --`. A string says what is wrong. */
export function readCommand(argv: readonly string[]): Command | 'help' | { wrong: string } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined) return { wrong: 'Expected a file to run; found none.' };
  if (others.length > 0) return { wrong: `Expected one file; found ${positionals.join(', ')}.` };
  const format = oneOf('--format', values.format, formats);
  const clock = oneOf('--clock', values.clock, ['virtual', 'paced', 'real'] as const);
  const flavour = oneOf('--flavour', values.flavour, ['node', 'browser'] as const);
  const numbers = {
    seed: count('--seed', values.seed, 0),
    limit: count('--timeout', values.timeout, 1),
    maxEvents: count('--max-events', values['max-events'], 1),
    speed: amount('--speed', values.speed),
  };
  for (const value of [format, clock, flavour, ...Object.values(numbers)])
    if (typeof value === 'object') return value;
  return {
    file,
    format: format as Format,
    options: {
      clock,
      flavour,
      ...numbers,
      probes: !values['no-probes'],
      trace: format !== 'output',
      // A person at a terminal stops a program that prints too much.
      maxLines: 1_000_000,
      maxOutput: 100_000_000,
    } as Partial<RunOptions>,
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      clock: { type: 'string', default: 'virtual' },
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      flavour: { type: 'string', default: 'node' },
      'no-probes': { type: 'boolean', default: false },
      timeout: { type: 'string', default: '30000' },
      'max-events': { type: 'string', default: '1000000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

type Wrong = { wrong: string };

function oneOf<T extends string>(name: string, value: string, words: readonly T[]): T | Wrong {
  const found = words.find((word) => word === value);
  return found ?? { wrong: `Expected ${name} to be one of ${words.join(', ')}; found '${value}'.` };
}

function count(name: string, text: string, least: number): number | Wrong {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  return { wrong: `Expected ${name} to be a whole number from ${least} on; found '${text}'.` };
}

function amount(name: string, text: string): number | Wrong {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  return { wrong: `Expected ${name} to be a number above 0; found '${text}'.` };
}

/** Where the command writes to: so that it can be tried without a process. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** A line that the next one replaces; nothing where there is no terminal. */
  progress(text: string): void;
}

/** Runs the command and answers with the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<number> {
  const command = readCommand(argv);
  if (command === 'help') {
    terminal.out(usage);
    return 0;
  }
  if ('wrong' in command) {
    terminal.error(`${command.wrong}\nnpm run trace -- --help explains the options.\n`);
    return 2;
  }
  const { file, format, options } = command;
  let loaded: Awaited<ReturnType<typeof loadProgram>>;
  try {
    loaded = await loadProgram(file);
  } catch (error) {
    terminal.error(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const compiled = compileFor(loaded.program, options);
  if (!compiled.ok) {
    terminal.error(compiled.problems.map(describeProblem).join(''));
    return 1;
  }
  const { program } = compiled;
  if (format === 'json') terminal.out(`${JSON.stringify({ version: 1, sites: sitesOf(program) })}\n`);
  const began = performance.now();
  let at = 0;
  let events = 0;
  const report = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    terminal.progress(`${seconds} s, ${Math.round(at)} ms on the program's clock, ${events} events`);
  }, 1_000);
  const onMessage = (message: RunMessage) => {
    if (message.type === 'output') {
      at = message.lines.at(-1)?.at ?? at;
      if (format === 'output') for (const line of message.lines) printLine(terminal, line);
    }
    if (message.type === 'trace') {
      at = message.events.at(-1)?.at ?? at;
      events += message.events.length;
      if (format === 'json')
        terminal.out(message.events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    }
  };
  const result = await runCompiled(program, options, { signal, onMessage }).result;
  clearInterval(report);
  terminal.progress('');
  if (format === 'text') terminal.out(`${formatText(result.trace)}\n`);
  if (format === 'perfetto') terminal.out(`${JSON.stringify(toTraceEventFormat(result.trace))}\n`);
  explainEnd(terminal, result, options);
  return format === 'output' ? result.end.exitCode : 0;
}

/** As Node does: what is logged goes to standard output, everything else to standard error. */
function printLine(terminal: Terminal, { level, text }: OutputLine): void {
  const ordinary = level === 'log' || level === 'info' || level === 'debug';
  if (ordinary) terminal.out(`${text}\n`);
  else terminal.error(`${text}\n`);
}

function describeProblem({ file, line, column, message, advice }: CompileProblem): string {
  return `${file}:${line + 1}:${column + 1}: ${message}${advice ? ` ${advice}` : ''}\n`;
}

function explainEnd(terminal: Terminal, { end, dropped }: RunResult, options: Partial<RunOptions>): void {
  if (dropped > 0) terminal.error(`${dropped} more lines were not kept.\n`);
  if (end.reason === 'stuck')
    terminal.error(
      'The program waits for something that can no longer happen (an unsettled top-level await).\n',
    );
  if (end.reason !== 'limit' || !end.limit) return;
  const { name, value } = end.limit;
  if (name === 'time') terminal.error(`Stopped after ${value} ms; --timeout allows for more.\n`);
  else if (name === 'blocked')
    terminal.error(`Stopped after ${options.limit} ms: the program never gave up the thread.\n`);
  else terminal.error(`Stopped: more than ${value} ${name}.\n`);
}

if (import.meta.main) {
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort();
    process.once('SIGINT', () => process.exit(128 + constants.signals.SIGINT));
  });
  // Whoever reads the output may stop reading.
  process.stdout.on('error', () => process.exit(0));
  const width = process.stderr.columns ?? 80;
  process.exitCode = await main(
    process.argv.slice(2),
    {
      out: (text) => void process.stdout.write(text),
      error: (text) => void process.stderr.write(text),
      progress: (text) => {
        if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text.slice(0, width - 1)}`);
      },
    },
    interrupted.signal,
  );
  await closePool();
}
