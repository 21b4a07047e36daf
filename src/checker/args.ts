/** The command line of `npm run check`. */
import { parseArgs } from 'node:util';

export const hostNames = ['engine', 'node', 'chromium', 'firefox', 'webkit'] as const;
export type HostName = (typeof hostNames)[number];

export const reporterNames = ['text', 'github', 'json', 'junit'] as const;
export type ReporterName = (typeof reporterNames)[number];

export interface Options {
  update: boolean;
  /** Chapters or `chapter/id`; empty means everything. */
  filter: string[];
  hosts: HostName[];
  /** Set when every example is to run by this clock, whatever it says itself. */
  clock?: 'virtual' | 'real';
  reporter: ReporterName;
  /** Whether the report names the examples that took longest. */
  slowest: boolean;
  /** Only chapters that this revision's differences can affect. */
  since?: string;
  /** The part of the examples to check: `index` of `count`, from 1. */
  shard?: { index: number; count: number };
  /** Whether to go on after the first report, with a verdict for every chapter that is saved. */
  watch: boolean;
  /** Whether what is known from earlier checks counts. */
  cache: boolean;
  /** Where that is kept, when it is not the usual place. */
  cacheDir?: string;
}

export type Arguments =
  | { kind: 'check'; options: Options }
  | { kind: 'help' }
  /** `message` says what was expected, `found` what was written. */
  | { kind: 'wrong'; message: string; found: string };

export const usage = `Checks the book: the types of every example, what it prints, and how it ends.

  npm run check                          everything under content/
  npm run check -- --filter waiting      one chapter; --filter waiting/all-at-once one example; may be repeated
  npm run check -- --update              writes what the examples print into their output fences
  npm run check -- --host engine,node    where to run: ${hostNames.join(', ')}
  npm run check -- --clock real          by a real clock: virtual (default) or real
  npm run check -- --reporter github     how to report: ${reporterNames.join(', ')}
  npm run check -- --since main          only what the changes since a revision can affect
  npm run check -- --shard 1/3           the first third of the work, for several machines
  npm run check -- --slowest             names the ten examples that took longest
  npm run check -- --watch               after that, the verdict of every chapter that is saved
  npm run check -- --no-cache            finds every verdict anew; --cache-dir FOLDER keeps them elsewhere
  npm run check -- --help                this text

Exit code: 0 the book is fine, 1 something in the book is wrong, 2 the command is.
Problems are printed as FILE:LINE:COLUMN, counted from 1. NO_COLOR=1 turns colours off.
`;

/** Reads what follows `npm run check --`. */
export function readArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({ args: [...argv], options: {}, strict: false, tokens: true });
  const options: Options = {
    update: false,
    filter: [],
    hosts: [],
    reporter: 'text',
    slowest: false,
    watch: false,
    cache: true,
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    if (token.kind === 'positional') {
      const advice = token.value.startsWith('-')
        ? ''
        : `; to check a part of the book write --filter ${token.value}`;
      return wrong(`expected options only${advice}`, token.value);
    }
    if (token.kind === 'option-terminator') continue;
    const flag = token.rawName;
    // Without declared options parseArgs takes `--filter waiting` for a flag and a positional: join them here.
    const takeValue = (): string | undefined => {
      if (token.value !== undefined) return token.value;
      const next = tokens[index + 1];
      if (next?.kind !== 'positional') return undefined;
      index++;
      return next.value;
    };
    switch (flag) {
      case '--help':
      case '-h':
        return { kind: 'help' };
      case '--update':
        if (token.value !== undefined) return wrong('--update takes no value', `--update=${token.value}`);
        options.update = true;
        break;
      case '--slowest':
        if (token.value !== undefined) return wrong('--slowest takes no value', `--slowest=${token.value}`);
        options.slowest = true;
        break;
      case '--watch':
        if (token.value !== undefined) return wrong('--watch takes no value', `--watch=${token.value}`);
        options.watch = true;
        break;
      case '--reporter': {
        const value = takeValue();
        const reporter = reporterNames.find((name) => name === value);
        if (!reporter) return wrong(`--reporter wants one of ${reporterNames.join(', ')}`, value ?? flag);
        options.reporter = reporter;
        break;
      }
      case '--since': {
        const value = takeValue();
        if (!value) return wrong('--since wants a revision, for instance --since main', flag);
        options.since = value;
        break;
      }
      case '--shard': {
        const value = takeValue();
        const [, index, count] = /^(\d+)\/(\d+)$/.exec(value ?? '')?.map(Number) ?? [];
        if (!index || !count || index > count)
          return wrong(
            '--shard wants the number of a part and how many there are, for instance --shard 1/3',
            value ?? flag,
          );
        options.shard = { index, count };
        break;
      }
      case '--no-cache':
        if (token.value !== undefined) return wrong('--no-cache takes no value', `--no-cache=${token.value}`);
        options.cache = false;
        break;
      case '--cache-dir': {
        const value = takeValue();
        if (!value) return wrong('--cache-dir wants a folder', flag);
        options.cacheDir = value;
        break;
      }
      case '--filter': {
        const value = takeValue();
        if (!value)
          return wrong('--filter wants a chapter or chapter/example, for instance --filter waiting', flag);
        options.filter.push(value);
        break;
      }
      case '--host': {
        const value = takeValue();
        for (const name of value?.split(',') ?? ['']) {
          const host = hostNames.find((candidate) => candidate === name);
          if (!host)
            return wrong(`--host wants some of ${hostNames.join(', ')}, separated by commas`, value ?? flag);
          if (!options.hosts.includes(host)) options.hosts.push(host);
        }
        break;
      }
      case '--clock': {
        const value = takeValue();
        if (value !== 'virtual' && value !== 'real')
          return wrong('--clock wants virtual or real', value ?? flag);
        options.clock = value;
        break;
      }
      default:
        return wrong(
          'expected --update, --filter, --host, --clock, --reporter, --since, --shard, --slowest, --watch, --no-cache, --cache-dir or --help',
          flag,
        );
    }
  }
  if (options.hosts.length === 0) options.hosts.push('engine');
  if (options.update && options.hosts.join() !== 'engine') {
    return wrong(
      '--update writes what the engine prints and goes with no other host',
      `--host ${options.hosts.join()}`,
    );
  }
  if (options.update && options.clock === 'real') {
    return wrong('--update needs the virtual clock: by a real one no two runs are the same', '--clock real');
  }
  if (options.update && options.shard) {
    return wrong('--update goes with no --shard: name what to update with --filter', '--shard');
  }
  if (options.watch && !isWatchable(options)) {
    return wrong(
      '--watch follows the whole book on the engine, and remembers: it goes with --cache-dir only',
      argv.join(' '),
    );
  }
  return { kind: 'check', options };
}

function isWatchable({ update, filter, hosts, clock, reporter, since, shard, cache }: Options): boolean {
  const isWhole = filter.length === 0 && since === undefined && !shard;
  return isWhole && !update && cache && hosts.join() === 'engine' && !clock && reporter === 'text';
}

function wrong(message: string, found: string): Arguments {
  return { kind: 'wrong', message, found };
}
