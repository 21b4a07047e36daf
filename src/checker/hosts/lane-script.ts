/**
 * What a lane's thread is started with: the bundled script, and what V8 made of it the last time, functions that were used
 * among it, so that they need not be compiled anew in every thread of every check.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleThread, recallThread } from '../../engine/bundle.ts';
import { cacheFile } from '../../files/replace-file.js';

export interface LaneScript {
  text: string;
  /** V8's code for exactly this text; absent when none is known. */
  code: Uint8Array | undefined;
}

const file = fileURLToPath(
  new URL('../../../node_modules/.cache/interleave/runtime-lane.code', import.meta.url),
);
const hashLength = 32;

/** Names what the code was made from, and the code itself: V8 compares little more than lengths. */
const hashOf = (text: string, code: Uint8Array): Buffer =>
  createHash('sha256').update(`${process.version} ${process.arch}\0${text}\0`).update(code).digest();

const name = 'runtime-lane';

/** At once where it is kept for exactly these sources, so that a thread can be started before anything else is done. */
export function recallLaneScript(): LaneScript | undefined {
  const text = recallThread(name);
  return text === undefined ? undefined : { text, code: recallCode(text) };
}

/** @throws Error when the script does not compile. */
export async function loadLaneScript(): Promise<LaneScript> {
  const text = await bundleThread(name, fileURLToPath(new URL('./lane-worker.ts', import.meta.url)));
  return { text, code: recallCode(text) };
}

function recallCode(text: string): Uint8Array | undefined {
  try {
    const kept = readFileSync(file);
    const code = kept.subarray(hashLength);
    return hashOf(text, code).equals(kept.subarray(0, hashLength)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the code of a script for the next check. */
export function keepLaneCode(text: string, code: Uint8Array): void {
  cacheFile(file, Buffer.concat([hashOf(text, code), code]));
}

/**
 * Runs in the thread before anything else. `workerData.codeOf` is what the script asks for its own code; the rest of `workerData` is
 * the script's own.
 */
export const starter = `'use strict';
(function () {
  const { Script } = require('node:vm');
  const { workerData } = require('node:worker_threads');
  const { createCachedData } = Script.prototype;
  const { text, code, wantsCode } = workerData;
  const script = new Script(text, { filename: 'interleave:lane', cachedData: code });
  if (wantsCode) workerData.codeOf = () => Reflect.apply(createCachedData, script, []);
  script.runInThisContext();
})();
`;
