/** Entry of the thread of `engine-lanes.ts`: compiles a program once and runs it as often as it is asked to. */
import { workerData } from 'node:worker_threads';
import { createResult } from '../../src/engine/collect.ts';
import { compile } from '../../src/engine/compile/compile.ts';
import { serveLane } from '../../src/engine/hosts/node-lane.ts';
import {
  type CompiledProgram,
  type CompileResult,
  defaultRunOptions,
  type Program,
  type RunOptions,
  type RunResult,
} from '../../src/engine/protocol.ts';
import { hashOf } from './run-hash.ts';

export interface LaneTask {
  program: Program;
  options: Partial<RunOptions>;
  rounds: number;
}

export interface LaneAnswer {
  /** Of the first round. */
  result: RunResult;
  /** Hash of everything each round said, its trace included. */
  hashes: string[];
  isReusable: boolean;
}

/** What a realm can be dressed for once: a page's rules, on a virtual clock. */
const dressedOptions: RunOptions = { ...defaultRunOptions, flavour: 'browser', clock: 'virtual' };

function compileEmpty(): CompiledProgram {
  const empty = compile({ files: { 'main.ts': '' }, entry: 'main.ts' }, dressedOptions);
  if (!empty.ok) throw new Error('An empty program does not compile.');
  return empty.program;
}

/** The program compiled last: rounds that need another thread ask for the same one again. */
let last: { key: string; compiled: CompileResult } | undefined;

function compileOnce(program: Program, probes: boolean): CompileResult {
  const key = JSON.stringify([program, probes]);
  if (last?.key !== key) last = { key, compiled: compile(program, { probes }) };
  return last.compiled;
}

serveLane<LaneTask, LaneAnswer>({
  ...(workerData === 'dressed' && { dressed: { options: dressedOptions, empty: compileEmpty() } }),
  work({ program, options, rounds }, perform, done) {
    const all = { ...defaultRunOptions, ...options };
    const compiled = compileOnce(program, all.probes);
    if (!compiled.ok) {
      const result = { ...createResult(), problems: compiled.problems };
      return done({ result, hashes: Array(rounds).fill(''), isReusable: true }, true);
    }
    let first: RunResult | undefined;
    const hashes: string[] = [];
    const round = () =>
      perform(compiled.program, all, (result, isReusable) => {
        first ??= result;
        hashes.push(hashOf(result));
        if (isReusable && hashes.length < rounds) round();
        else done({ result: first, hashes, isReusable }, isReusable);
      });
    round();
  },
});
