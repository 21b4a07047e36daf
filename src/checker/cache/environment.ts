/** What all verdicts depend on besides the chapters themselves, as one short text. */
import { createHash, type Hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFile } from '../../files/replace-file.js';
import { installed, signSources, sourceFiles, sourceRoot } from '../bundle/sources.js';

/**
 * A hash over the checker, the engine, the worlds, the type-checker, the packages that are installed (both compilers among
 * them), Node itself, and what a program can print of the machine: its time zone and language.
 *
 * `folder`: where the hash may be kept for as long as the sources have the same `signature`.
 */
export function environmentKey(folder?: string, sources = signSources()?.signature): string {
  // Settings are kept in other ways than on Linux elsewhere.
  const signature = sources && process.platform === 'linux' ? settingsHash(sources) : undefined;
  const known = folder !== undefined && signature !== undefined ? recall(folder, signature) : undefined;
  if (known !== undefined) return known;
  const hash = machineHash();
  for (const path of sourceFiles())
    hash.update(path.slice(sourceRoot.pathname.length)).update('\0').update(readFileSync(path)).update('\0');
  try {
    hash.update(readFileSync(installed));
  } catch {
    // Installed by something other than npm: then nothing says what the compilers are, and nothing may be recalled.
    return hash.update(String(process.hrtime.bigint())).digest('base64url');
  }
  const key = hash.digest('base64url');
  if (folder !== undefined && signature !== undefined)
    cacheFile(join(folder, 'environment.json'), JSON.stringify({ signature, key } satisfies Known));
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
function settingsHash(sources: string): string {
  const { LANG, LANGUAGE, LC_ALL, LC_MESSAGES, TZ } = process.env;
  const zone = statSync('/etc/localtime', { throwIfNoEntry: false });
  const offsets = [0, 6].map((month) => new Date(2026, month).getTimezoneOffset());
  return hashOf([sources, LANG, LANGUAGE, LC_ALL, LC_MESSAGES, TZ, zone?.ino, zone?.ctimeMs, offsets]).digest(
    'base64url',
  );
}

const hashOf = (facts: unknown) => createHash('sha256').update(JSON.stringify(facts));
