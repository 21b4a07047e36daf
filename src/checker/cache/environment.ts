/** What all verdicts depend on besides the chapters themselves, as one short text. */
import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAside } from './write-aside.ts';

const source = new URL('../../', import.meta.url);
/** Every folder of `src` whose code can change a verdict. */
const folders = ['checker', 'engine', 'exercises', 'snippets', 'trace', 'typecheck', 'worlds'];
/** What npm has really put there; the lock file of a checkout says only what it should. */
const installed = fileURLToPath(new URL('../node_modules/.package-lock.json', source));

/**
 * A hash over the checker, the engine, the worlds, the type-checker, the packages that are installed (both compilers among
 * them), Node itself, and what a program can print of the machine: its time zone and language.
 *
 * `folder`: where the hash may be kept for as long as no file has another size, time of change or inode.
 */
export function environmentKey(folder?: string): string {
  const files = folders.flatMap((name) => filesUnder(fileURLToPath(new URL(name, source))));
  const signature = folder === undefined ? undefined : signatureOf(files);
  const known = folder !== undefined && signature !== undefined ? recall(folder, signature) : undefined;
  if (known !== undefined) return known;
  const hash = machineHash();
  for (const path of files)
    hash.update(path.slice(source.pathname.length)).update('\0').update(readFileSync(path)).update('\0');
  try {
    hash.update(readFileSync(installed));
  } catch {
    // Installed by something other than npm: then nothing says what the compilers are, and nothing may be recalled.
    return hash.update(String(process.hrtime.bigint())).digest('base64url');
  }
  const key = hash.digest('base64url');
  if (folder !== undefined && signature !== undefined)
    writeAside(join(folder, 'environment.json'), JSON.stringify({ signature, key } satisfies Known));
  return key;
}

interface Known {
  signature: string;
  key: string;
}

function recall(folder: string, signature: string): string | undefined {
  try {
    const known: Known = JSON.parse(readFileSync(join(folder, 'environment.json'), 'utf8'));
    return known.signature === signature ? known.key : undefined;
  } catch {
    return undefined;
  }
}

/** What the machine itself contributes. */
function machineHash(): Hash {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return hashOf([process.version, process.platform, process.arch, locale, timeZone]);
}

/** What decides on language and time zone: asking for those themselves takes as long as everything else together. */
function settingsHash(): Hash {
  const { LANG, LANGUAGE, LC_ALL, LC_MESSAGES, TZ } = process.env;
  const zone = statSync('/etc/localtime', { throwIfNoEntry: false });
  const offsets = [0, 6].map((month) => new Date(2026, month).getTimezoneOffset());
  return hashOf([
    process.version,
    LANG,
    LANGUAGE,
    LC_ALL,
    LC_MESSAGES,
    TZ,
    zone?.ino,
    zone?.ctimeMs,
    offsets,
  ]);
}

const hashOf = (facts: unknown) => createHash('sha256').update(JSON.stringify(facts));

/** Nothing when the packages' list is not there, or where settings are kept in other ways than on Linux. Times of change cannot be set by a program, unlike those of writing. */
function signatureOf(files: readonly string[]): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const hash = settingsHash();
  for (const path of [...files, installed]) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    hash.update(`${path}\0${stats.size}\0${stats.ctimeMs}\0${stats.ino}\0`);
  }
  return hash.digest('base64url');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [`${entry.parentPath}/${entry.name}`] : []))
    .sort();
}
