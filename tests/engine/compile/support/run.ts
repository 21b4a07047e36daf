/** Runs a program in a thread of its own, natively or compiled, and collects what it prints. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { assembleProgram } from '../../../../src/engine/assemble.ts';
import { compile } from '../../../../src/engine/compile/compile.ts';
import type { Program } from '../../../../src/engine/protocol.ts';
import type { ProbeCall } from './record-probes.ts';
import type { Job, Posted } from './worker.ts';

export interface Ran {
  lines: string[];
  calls: ProbeCall[];
}

/** Compiled by us, with probes or without. */
export function runCompiled(program: Program, probes: boolean, limit?: number): Promise<Ran> {
  const result = compile(program, { probes });
  if (!result.ok) {
    const lines = result.problems.map(
      (problem) => `${problem.file}:${problem.line}:${problem.column} ${problem.message}`,
    );
    return Promise.resolve({ lines, calls: [] });
  }
  return run({ kind: 'compiled', program: assembleProgram(result.program, 0) }, limit);
}

/** By Node itself, which strips types. */
export async function runNatively(program: Program, limit?: number): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-'));
  try {
    for (const [name, source] of Object.entries(program.files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, source);
    }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    return await run({ kind: 'native', url: pathToFileURL(join(folder, program.entry)).href }, limit);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `limit`: real ms. */
function run(job: Job, limit = 20_000): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: job,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const ran: Ran = { lines: [], calls: [] };
    const timeout = setTimeout(() => {
      ran.lines.push('(stopped: it did not end)');
      void worker.terminate();
    }, limit);
    worker.on('message', (message: Posted) => {
      if ('line' in message) ran.lines.push(message.line);
      else ran.calls = message.calls;
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(timeout);
      resolve(ran);
    });
  });
}
