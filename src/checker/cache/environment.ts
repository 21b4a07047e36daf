/** What all verdicts depend on besides the chapters themselves, as one short text. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../../', import.meta.url);
/** Every folder of `src` whose code can change a verdict. */
const folders = ['checker', 'engine', 'exercises', 'snippets', 'trace', 'typecheck', 'worlds'];
/** What npm has really put there; the lock file of a checkout says only what it should. */
const installed = new URL('../node_modules/.package-lock.json', source);

/**
 * A hash over the checker, the engine, the worlds, the type-checker, the packages that are installed (both compilers among
 * them), Node itself, and what a program can print of the machine: its time zone and language.
 */
export function environmentKey(): string {
  const hash = createHash('sha256');
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  hash.update(JSON.stringify([process.version, process.platform, process.arch, locale, timeZone]));
  for (const folder of folders) {
    const root = fileURLToPath(new URL(folder, source));
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort(byPath)) {
      if (!entry.isFile()) continue;
      const path = `${entry.parentPath}/${entry.name}`;
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
    }
  }
  try {
    hash.update(readFileSync(installed));
  } catch {
    // Installed by something other than npm: then nothing says what the compilers are, and nothing may be recalled.
    hash.update(String(process.hrtime.bigint()));
  }
  return hash.digest('base64url');
}

interface Named {
  parentPath: string;
  name: string;
}

function byPath(a: Named, b: Named): number {
  return `${a.parentPath}/${a.name}` < `${b.parentPath}/${b.name}` ? -1 : 1;
}
