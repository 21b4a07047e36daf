/**
 * Whether a program may change something of its realm that outlives it. That it cannot can be relied on; that it may means nothing:
 * most of those programs change nothing, and are only treated with more care.
 *
 * To change a built-in object a program has to get hold of it: by a name of the global object, by a property like
 * `constructor`, or by a key that is computed. Calling what a global has (`Promise.all(…)`) and making instances is no hold.
 */

/** Properties and functions that lead from a value to what all values share, and words that make code of text. */
const leading = new Set(
  'prototype getPrototypeOf setPrototypeOf defineProperty defineProperties getOwnPropertyDescriptor getOwnPropertyDescriptors globalThis self Reflect Proxy eval Function assign freeze seal preventExtensions groupBy'.split(
    ' ',
  ),
);
/** A bracket after one of these begins a list. */
const keywords = new Set(
  'return await yield of in case else do typeof void delete const let var throw instanceof default'.split(
    ' ',
  ),
);
/** Of a name with letters beyond ASCII only a part is seen, and that is taken for a name. */
const token = /[A-Za-z_$][\w$]*|\[|\\u/g;
const numberKey = /\s*(?:\d*|Symbol\.(?:iterator|asyncIterator|dispose|asyncDispose))\s*\]/y;
const member = /(?:\s*\??\.\s*[A-Za-z_$][\w$]*)+/y;
const takenOver = /\s*(?:=(?![=>])|[-+*/%&|^?<>]{1,3}=(?!=)|\+\+|--|[\]},]|(?:of|in)\b)/y;
const ownSymbol = /\s*\.\s*(?:iterator|asyncIterator|dispose|asyncDispose)\b/y;
const ownMethod = /\s*\(/y;
const called = /\s*(?:\(|`)/y;
const keyed = /\s*:/y;

/** The names of the global object whose values a program could change; `hidden` are those that no program sees. */
export function changeableNames(global: object, hidden: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const name of Object.getOwnPropertyNames(global)) {
    if (hidden.includes(name)) continue;
    const value: unknown = Reflect.get(global, name);
    if (typeof value === 'function' || (typeof value === 'object' && value !== null)) names.add(name);
  }
  return names;
}

/**
 * `never`; or `by-key`: by a computed key alone, should that lead to a built-in object when the program runs; or
 * `by-name`: the program speaks of something by which a realm can be changed.
 */
export type RealmChange = 'never' | 'by-key' | 'by-name';

/** `code` is compiled code, types blanked; `names` are those of `changeableNames`. */
export function mayChangeRealm(code: string, names: ReadonlySet<string>): RealmChange {
  let change: RealmChange = 'never';
  let word = '';
  let wordEnd = 0;
  for (const match of code.matchAll(token)) {
    const [text] = match;
    const start = match.index;
    const end = start + text.length;
    if (text === '\\u') return 'by-name';
    const before = lastBefore(code, start);
    if (text === '[') {
      const last = before === wordEnd - 1 ? word : '';
      if (change === 'never' && isComputed(code, start, before, last)) change = 'by-key';
      continue;
    }
    const previous = before === wordEnd - 1 ? word : '';
    word = text;
    wordEnd = end;
    if (leading.has(text) || /^__\w+__$/.test(text)) return 'by-name';
    const isMember = code[before] === '.' && code[before - 1] !== '.' && isSameLine(code, before, start);
    if (text === 'constructor' && (isMember || !isAt(ownMethod, code, end))) return 'by-name';
    if (!names.has(text) || isMember || code[before] === '#') continue;
    if (isAt(called, code, end) || (text === 'Symbol' && isAt(ownSymbol, code, end))) continue;
    const line = isSameLine(code, before, start);
    if (line && (previous === 'instanceof' || previous === 'extends')) continue;
    if (line && (code[before] === '{' || code[before] === ',') && isAt(keyed, code, end)) continue;
    // Neither called nor asked for a member: it is passed on.
    const after = endOf(member, code, end);
    if (after < 0 || isAt(takenOver, code, after)) return 'by-name';
    if (previous === 'delete' || code[before] === '+' || code[before] === '-') return 'by-name';
  }
  return change;
}

/** Whether a bracket asks for a member by a computed key, or names a key of a pattern. */
function isComputed(code: string, start: number, before: number, word: string): boolean {
  if (isAt(numberKey, code, start + 1)) return false;
  // Nothing is known of what stands before a comment.
  if (!isSameLine(code, before, start) && /\/\/|\*\//.test(lineOf(code, before))) return true;
  if (word !== '') return !keywords.has(word) || !isSameLine(code, before, start);
  const character = code[before] ?? '';
  if (/[\w$)\]}'"`./]/.test(character) || character > '\x7f') return true;
  if (character !== '{' && character !== ',') return false;
  const inside = code.slice(start + 1, code.indexOf(']', start));
  return inside.includes('[') || isAt(keyed, code, start + inside.length + 2);
}

/** Index of the last character before `index` that is no blank; -1 when there is none. */
function lastBefore(code: string, index: number): number {
  let at = index - 1;
  while (at >= 0 && code.charCodeAt(at) <= 32) at--;
  return at;
}

/** Whether no line ends between the two. */
function isSameLine(code: string, from: number, to: number): boolean {
  const end = code.indexOf('\n', Math.max(from, 0));
  return end < 0 || end >= to;
}

function lineOf(code: string, index: number): string {
  return code.slice(code.lastIndexOf('\n', index) + 1, index + 1);
}

function isAt(pattern: RegExp, code: string, index: number): boolean {
  return endOf(pattern, code, index) >= 0;
}

function endOf(pattern: RegExp, code: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.test(code) ? pattern.lastIndex : -1;
}
