/** The compiler as a worker's script: answers `{ job, program, probes }` with `{ job, result }`. */
import { compile } from '../engine/compile/compile.ts';
import type { CompileResult, Program } from '../engine/protocol.ts';
import { worldFilesFor } from '../worlds/index.ts';

/** The worlds' files by name, written in by `build.ts`: an edited program may import any of them. */
declare const WORLD_SOURCES: Record<string, string>;

export interface CompileJob {
  job: number;
  program: Program;
  probes: boolean;
}

export interface CompileAnswer {
  job: number;
  result: CompileResult;
}

addEventListener('message', ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<CompileJob>) => {
    const { job, program, probes } = data;
    const files = { ...worldFilesFor(program.files, WORLD_SOURCES), ...program.files };
    const answer: CompileAnswer = { job, result: compile({ ...program, files }, { probes }) };
    port.postMessage(answer);
  };
  port.postMessage({ ready: true });
});
