/** Runs processes and says what they took: of real time, of the time of all processors, of memory. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { median } from '../support.ts';

export interface Measured {
  /** Real ms of the whole process. */
  ms: number;
  /** Peak of resident memory, MiB, of the process and its children together. */
  memory: number;
  /** Ms of all processors together; 0 where the system does not say. */
  cpu: number;
}

export interface Finished extends Measured {
  code: number;
  stdout: string;
}

export interface Measuring {
  cwd: string;
  /** Exit codes that are fine; default: 0. */
  codes?: readonly number[];
  /** Set beside the environment of this process. */
  env?: Record<string, string>;
  /** Ms after which it is killed; default: never. */
  limit?: number;
}

const live = new Set<ChildProcess>();

/** Starts a process that ends with `endProcesses()` at the latest. */
export function startProcess(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  live.add(child);
  child.once('close', () => live.delete(child));
  return child;
}

/** Ends whatever was started here and still runs. */
export function endProcesses(): void {
  for (const child of live) child.kill();
}

/** Runs a command to its end. @throws Error when it exits otherwise than wanted, or takes longer than it may. */
export async function measure(
  command: string,
  args: readonly string[],
  { cwd, codes = [0], env, limit }: Measuring,
): Promise<Finished> {
  const began = performance.now();
  const child = startProcess(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(limit !== undefined && { timeout: limit, killSignal: 'SIGKILL' }),
  });
  const printed: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (data) => printed.push(data));
  child.stderr?.on('data', (data) => errors.push(data));
  let memory = 0;
  const before = processorTime();
  const watch = setInterval(() => {
    memory = Math.max(memory, residentOf(String(child.pid)));
  }, 20);
  const [code, signal] = (await once(child, 'close').finally(() => clearInterval(watch))) as [
    number | null,
    string | null,
  ];
  const ms = performance.now() - began;
  const stdout = Buffer.concat(printed).toString();
  if (code === null || !codes.includes(code)) {
    const end =
      code === null ? `ended by ${signal} after ${Math.round(ms / 1_000)} s` : `exited with ${code}`;
    const said = (Buffer.concat(errors).toString().trim() || stdout.trim()).slice(-1_500);
    throw new Error(`${end}: ${command} ${args.join(' ')}\n${said}`);
  }
  return { ms, memory, cpu: processorTime() - before, code, stdout };
}

/** Ms that the children that have ended took of all processors. Exact only while no two are measured at once. */
function processorTime(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
    // cutime and cstime, in hundredths of a second.
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

/** MiB of a process and its children; 0 where the system does not say. */
function residentOf(id: string): number {
  try {
    const pages = Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]);
    const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return (pages * 4096) / 2 ** 20 + children.reduce((sum, child) => sum + residentOf(child), 0);
  } catch {
    return 0;
  }
}

/** Medians of times, the largest peak. */
export function summary(all: readonly Measured[]): Measured {
  return {
    ms: median(all.map(({ ms }) => ms)),
    memory: Math.max(...all.map(({ memory }) => memory)),
    cpu: median(all.map(({ cpu }) => cpu)),
  };
}

/** Does some work `times` times, one after the other. */
export async function repeat(times: number, work: (index: number) => Promise<Measured>): Promise<Measured> {
  const all: Measured[] = [];
  for (let index = 0; index < times; index++) all.push(await work(index));
  return summary(all);
}
