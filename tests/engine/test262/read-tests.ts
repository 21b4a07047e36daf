/** Reads the tests of a checkout of test262, by the rules of its INTERPRETING.md, as programs of the engine. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { load } from 'js-yaml';
import type { Program } from '../../../src/engine/protocol.ts';

/** What a test says about itself between its front matter's marks. */
interface FrontMatter {
  description?: string;
  includes?: string[];
  flags?: string[];
  features?: string[];
  negative?: { phase: 'parse' | 'resolution' | 'runtime'; type: string };
}

export interface Test262 {
  /** Path below `test/`. */
  name: string;
  program: Program;
  /** Reports its end with `$DONE`. */
  isAsync: boolean;
  /** Name of the error it must end with. */
  throws?: string;
}

/** A test that cannot be run here, and why. */
export interface Skipped {
  name: string;
  reason: string;
}

/** Paths about what is asynchronous; a test elsewhere is of interest when it has the flag `async`. */
const asynchronous = /async|await|promise/i;

const fixture = /_FIXTURE\.js$/;
const matter = /\/\*---\r?\n([\s\S]*?)\r?\n?---\*\//;
const ownHarness = ['assert.js', 'sta.js', 'doneprintHandle.js'];

/**
 * The tests of `root`, in the order of their names. `only` are words of which a name must contain one.
 * @throws Error when the folder is no checkout of test262.
 */
export async function readTests(
  root: string,
  only: readonly string[] = [],
): Promise<{ tests: Test262[]; skipped: Skipped[] }> {
  const names = globSync('**/*.js', { cwd: join(root, 'test') })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => !fixture.test(name) && (only.length === 0 || only.some((word) => name.includes(word))))
    .sort();
  if (names.length === 0) throw new Error(`${root} has no tests: it must be a checkout of test262.`);
  const harness = new Map<string, string>();
  const include = async (name: string) => {
    const text = harness.get(name) ?? (await readFile(join(root, 'harness', name), 'utf8'));
    harness.set(name, text);
    return text;
  };
  const tests: Test262[] = [];
  const skipped: Skipped[] = [];
  for (const name of names) {
    const source = await readFile(join(root, 'test', name), 'utf8');
    const about = (load(matter.exec(source)?.[1] ?? '') ?? {}) as FrontMatter;
    const flags = about.flags ?? [];
    if (!flags.includes('async') && !asynchronous.test(name)) continue;
    const reason = whyNot(source, about);
    if (reason) {
      skipped.push({ name, reason });
      continue;
    }
    const texts = await Promise.all([...ownHarness, ...(about.includes ?? [])].map(include));
    const files = {
      ...(await fixturesOf(root, name, source)),
      [harnessModule]: `${print}${texts.join('\n')}\n${publish(texts)}`,
      [name]: `import '/${harnessModule}'; ${source}`,
    };
    tests.push({
      name,
      program: { entry: name, files },
      isAsync: flags.includes('async'),
      ...(about.negative && { throws: about.negative.type }),
    });
  }
  return { tests, skipped };
}

/** The harness: a module of its own, which runs before the test and before the fixtures it imports. */
const harnessModule = 'harness.js';

/** What the harness prints with. */
const print = 'const print = (text) => console.log(text);\n';

/** A statement that makes global what scripts would declare globally. */
function publish(texts: readonly string[]): string {
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^(?:async )?(?:function\*?|class|const|let|var) ([\w$]+)/gm)].map(([, name]) => name),
  );
  return `Object.assign(globalThis, { ${[...new Set(names)].join(', ')} });\n`;
}

function whyNot(source: string, { flags = [], negative }: FrontMatter): string | undefined {
  if (negative && negative.phase !== 'runtime') return 'is about what does not compile';
  if (flags.includes('noStrict') || flags.includes('raw'))
    return 'needs a script, and programs here are modules';
  if (flags.includes('CanBlockIsFalse') || flags.includes('CanBlockIsTrue'))
    return 'is about blocking an agent';
  if (source.includes('$262')) return "needs the host's $262";
  return undefined;
}

/** The files a test imports, and those they import. */
async function fixturesOf(root: string, name: string, source: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const open = [{ name, source }];
  for (const { name: importer, source: text } of open) {
    for (const [, specifier = ''] of text.matchAll(/['"](\.{1,2}\/[^'"\n]*\.js)['"]/g)) {
      const target = normalize(join(dirname(importer), specifier))
        .split(sep)
        .join('/');
      if (target === name || target in files || target.startsWith('../')) continue;
      const found = await readFile(join(root, 'test', target), 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      files[target] = found;
      open.push({ name: target, source: found });
    }
  }
  return files;
}
