/**
 * Reads the attacks: one file each, its expected outcome in the comment at its top. See README.md for the words.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { evilDomain } from './observer.ts';

/** Where an attack's code gets to run. */
export type Place = 'programs' | 'workers' | 'frames' | 'pages';

export interface Attack {
  /** File name without its ending: `a01-endless-loop`. */
  name: string;
  place: Place;
  /** What it tries. */
  about: string;
  /** With the attacker's names in place; line numbers are those of the file. */
  code: string;
  /** How the run may end; empty when anything will do. */
  ends: string[];
  /** Whether it may run into the time limit, which is then a short one. */
  hasTime: boolean;
  /** What is printed, line for line; undefined when that is not the point. */
  prints?: Pattern[];
  /** Lines of which each must be among the printed ones. */
  includes: Pattern[];
  /** What no printed line may match. */
  never: RegExp[];
  /** At most so many lines. */
  most?: number;
  /** What is known to get out, and why that is no way out for programs. */
  known?: string;
  /** What it prints in WebKit, where `prints` and `never` do not count: a harmless difference, whose reason follows it. */
  webkit?: Pattern;
  /** `chromium`, `firefox` or `webkit`: the only browser it makes sense in. */
  only?: string;
}

export type Pattern = string | RegExp;

const folder = join(import.meta.dirname, '..');

function pattern(text: string): Pattern {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/.exec(text) ?? [];
  return source === undefined ? text : new RegExp(source, flags);
}

/** What is attacked. */
export interface Target {
  /** `chromium`, `firefox` or `webkit`. */
  browser: string;
  /** Address of the site, in place of `SITE`. */
  site: string;
  /** Of the observer, for datagrams: in place of `EVIL_UDP`. */
  udpPort: number;
}

/**
 * The attacks that make sense in a browser. Each has a host of its own in place of `evil.test`.
 * @throws Error for a file without a description, or with an expectation nobody knows
 */
export function readAttacks(place: Place, { browser, site, udpPort }: Target): Attack[] {
  const asked = (process.env['ATTACKS'] ?? '').split(',').filter(Boolean);
  return readdirSync(join(folder, place))
    .filter((file) => /\.[jt]s$/.test(file))
    .sort()
    .map((file) => {
      const name = basename(file, extname(file));
      const source = readFileSync(join(folder, place, file), 'utf8');
      const code = source
        .replaceAll('evil.test', `${name}.${evilDomain}`)
        .replaceAll('EVIL_UDP', `127.0.0.1:${udpPort}`)
        .replaceAll('SITE', site);
      return { ...parseAttack(`${place}/${file}`, source), name, place, code };
    })
    .filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)))
    .filter(({ only }) => only === undefined || only === browser)
    .map((attack) =>
      browser === 'webkit' && attack.webkit ? { ...attack, prints: [attack.webkit], never: [] } : attack,
    );
}

type Parsed = Omit<Attack, 'name' | 'place' | 'code'>;

function parseAttack(file: string, source: string): Parsed {
  const header: string[] = [];
  for (const line of source.split('\n')) {
    // An empty line ends it: the code may begin with a comment of its own.
    if (!line.startsWith('// ')) break;
    header.push(line.slice(3));
  }
  const parsed: Parsed = { about: '', ends: [], hasTime: true, includes: [], never: [] };
  for (const line of header) {
    const [, word = '', value = ''] = /^([a-z]+): (.*)$/.exec(line) ?? [];
    switch (word) {
      case 'ends':
        parsed.ends = value === 'any' ? [] : value.split(' | ');
        parsed.hasTime = value !== 'any' && !value.includes('limit:');
        break;
      case 'prints':
        parsed.prints = [...(parsed.prints ?? []), ...(value === 'nothing' ? [] : [pattern(value)])];
        break;
      case 'includes':
        parsed.includes.push(pattern(value));
        break;
      case 'never':
        parsed.never.push(new RegExp(value.replace(/^\/|\/$/g, '')));
        break;
      case 'most':
        parsed.most = Number(value);
        break;
      case 'known':
        parsed.known = value;
        break;
      case 'webkit': {
        const [, printed = '', reason = ''] = /^(\/.*\/[a-z]*) (.+)$/.exec(value) ?? [];
        if (!reason) throw new Error(`${file}: "webkit:" takes a /pattern/ and the reason.`);
        parsed.webkit = pattern(printed);
        break;
      }
      case 'only':
        parsed.only = value;
        break;
      default:
        if (word) throw new Error(`${file}: nobody knows the expectation "${word}".`);
        parsed.about = `${parsed.about} ${line}`.trim();
    }
  }
  if (!parsed.about) throw new Error(`${file}: its first lines must say what it tries.`);
  // What must be printed needs its time on a busy machine, however the run may end.
  const mustPrint = parsed.includes.length > 0 || (parsed.prints ?? []).length > 0;
  if (mustPrint && parsed.ends.length === 0) parsed.hasTime = true;
  return parsed;
}
