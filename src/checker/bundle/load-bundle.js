/** Loads the command from its one script, with what V8 made of it before. JavaScript, as `sources.js`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { cacheFile } from '../../files/replace-file.js';
import { bundlePath } from './sources.js';

/**
 * @typedef {object} LoadedBundle
 * @property {typeof import('../cli.ts')} command
 * @property {(hasWorked: boolean) => void} keepCode Keeps V8's code for the next check, functions that were called among it:
 *   once, and once more after the first run that had something to check.
 */

/** The last characters of a script that was written to its end. */
const footer = 'return module.exports;\n})\n';
const hashLength = 32;

/** Nothing where there is no script of these sources. @param {string} signature @returns {LoadedBundle | undefined} */
export function loadBundle(signature) {
  const path = fileURLToPath(bundlePath(signature));
  // It is ASCII.
  const text = read(path)?.toString('latin1');
  if (!text?.endsWith(footer)) return undefined;
  const worked = readCode(`${path}.worked.code`);
  const cachedData = worked ?? readCode(`${path}.code`);
  const script = new Script(text, { filename: path, ...(cachedData && { cachedData }) });
  /** @param {string} name */
  const importModule = (name) => import(name);
  const isKept = cachedData !== undefined && !script.cachedDataRejected;
  return {
    command: script.runInThisContext()(createRequire(path), { exports: {} }, importModule),
    keepCode(hasWorked) {
      if (isKept && (worked || !hasWorked)) return;
      const code = script.createCachedData();
      cacheFile(`${path}${hasWorked ? '.worked' : ''}.code`, Buffer.concat([hashOf(code), code]));
    },
  };
}

/** V8 compares little more than lengths. @param {Buffer} code */
const hashOf = (code) => createHash('sha256').update(code).digest();

/** @param {string} path */
function readCode(path) {
  const kept = read(path);
  const code = kept?.subarray(hashLength);
  return code && hashOf(code).equals(kept.subarray(0, hashLength)) ? code : undefined;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
