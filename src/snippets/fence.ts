/**
 * The grammar of code fences: what may stand after the opening mark. The only place that knows it;
 * the site and the checker both read their fences with it. The words themselves are in `words.ts`.
 */
import type { Problem } from './problem.ts';
import type { Position, Range } from './snippet.ts';
import { nearest } from './suggest.ts';
import { rangeOf } from './text.ts';
import {
  answerWords,
  type CodeFence,
  codeRules,
  conflicts,
  elsewhere,
  emptyCodeFence,
  fileWords,
  neighbours,
  type OutputFence,
  outputRules,
  type PlainFence,
  partWords,
  type Rule,
} from './words.ts';

export interface ParsedFence {
  fence: CodeFence | OutputFence | PlainFence;
  /** Where each word with a right value stands in the chapter. */
  words: Map<string, Range>;
  problems: Problem[];
}

/** An opening line: answers where a part of it stands, and how it reads with that part replaced. */
interface OpeningLine {
  range: (from: number, to: number) => Range;
  replace: (range: Range, replacement: string) => string;
}

/**
 * Reads the info string of a fence: `ts id=one-after-another timeline`.
 *
 * @param info What follows the opening mark on its line, as written.
 * @param at Where `info` begins in the chapter.
 * @param mark The opening mark, used to show the author the whole line to write.
 */
export function parseFence(info: string, at: Position, mark = '```'): ParsedFence {
  const words = new Map<string, Range>();
  const start = Math.max(0, info.search(/\S/));
  const written = /^\S*/.exec(info.slice(start))?.[0] ?? '';
  const end = start + written.length;
  const language = meantLanguage(written);
  if (!language) return { fence: { kind: 'plain' }, words, problems: [] };

  const line: OpeningLine = {
    range: (from, to) => rangeOf({ line: at.line, column: at.column + from }, to - from),
    replace: (range, replacement) => {
      const [from, to] = [range.start.column - at.column, range.end.column - at.column];
      return `${mark}${info.slice(0, from)}${replacement}${info.slice(to)}`.replace(/ {2,}/g, ' ').trimEnd();
    },
  };
  const problems: Problem[] = [];
  if (written !== language) problems.push(misspeltLanguage(written, language, line.range(start, end), line));

  const fence: CodeFence | OutputFence =
    language === 'ts' ? emptyCodeFence() : { kind: 'output', form: 'exact', host: 'any' };
  const rules: Record<string, Rule<never>> = language === 'ts' ? codeRules : outputRules;
  const seen = new Set<string>();
  const tokens = tokenize(info, end);
  for (const token of tokens) {
    const range = line.range(token.start, token.end);
    const rule = Object.hasOwn(rules, token.name) ? (rules[token.name] as Rule<typeof fence>) : undefined;
    if (token.mistake) problems.push(malformedWord(token, range, line));
    else if (!rule) problems.push(unknownWord(token, range, language, line));
    else if (seen.has(token.name)) problems.push(duplicateWord(token, range, line));
    else if (rule.take(fence, token.value)) words.set(token.name, range);
    else problems.push(wrongValue(token, range, language, rule.usage));
    seen.add(token.name);
  }

  problems.push(...findConflicts(words, line));
  if (fence.kind === 'ts') {
    const isCut = tokens.some(({ mistake }) => mistake);
    const isNamed = seen.has('id') || seen.has('exercise') || partWords.some((word) => seen.has(word));
    if (!isNamed && !isCut) problems.push(missingId(line.range(start, end), language, line));
    if (!isCut && problems.length === 0) problems.push(...findHalfAPart(fence, seen, words, line));
    problems.push(...findMisplacedWords(fence, words, line), ...findLonelyExit(fence, words));
  }
  return { fence, words, problems };
}

/** The language of ours that an info string names, or that its author meant to name. */
function meantLanguage(written: string): 'ts' | 'output' | undefined {
  const word = written.toLowerCase();
  if (neighbours.has(written)) return undefined;
  if (/^(?:ts|typescript)(?![a-z])/.test(word)) return 'ts';
  if (/^(?:out|outputs?)(?![a-z])/.test(word)) return 'output';
  const close = nearest(word, ['ts', 'typescript', 'output']);
  // Two letters are close to too much: `rs` and `tf` are languages, too.
  if (close === 'ts') return /^(?=.*t)(?=.*s).{3}$/.test(word) ? 'ts' : undefined;
  return close === 'typescript' ? 'ts' : close === 'output' ? 'output' : undefined;
}

interface Token {
  text: string;
  name: string;
  value?: string;
  /** In UTF-16 code units from the beginning of the info string. */
  start: number;
  end: number;
  /** What is wrong with its form. */
  mistake?: string;
  /** How it should be written, when that can be told. */
  correction?: string;
}

const tokenForm = /([^\s=]*)(?:([ \t]*)=([ \t]*)(?:"([^"]*)"|'([^']*)'|(\S*)))?/y;

/**
 * Splits `id=a title="B c" predict` into its words. Values are bare, or quoted with `"` or `'`; there are no escapes.
 * Ends at the first malformed word: the rest of a badly quoted line would only produce follow-up errors.
 */
function tokenize(info: string, from: number): Token[] {
  const tokens: Token[] = [];
  for (let start = from; ; ) {
    while (/\s/.test(info[start] ?? '')) start++;
    if (start >= info.length) return tokens;
    tokenForm.lastIndex = start;
    const [text = '', name = '', before, after, double, single, bare] = tokenForm.exec(info) ?? [];
    const end = start + text.length;
    const token: Token = { text, name, start, end };
    const value = double ?? single ?? bare;
    if (value !== undefined) token.value = value;
    if (/["']/.test(name) || /^["']/.test(bare ?? ''))
      token.mistake = 'A quote in this fence has no partner.';
    else if (/["']/.test(bare ?? '')) token.mistake = 'A value with a quote in it is quoted as a whole.';
    else if (name === '') token.mistake = 'A word is missing in front of `=`.';
    else if (bare === '') token.mistake = `Nothing follows \`${name}=\`.`;
    else if (before || after) {
      token.mistake = 'There is no space on either side of `=`.';
      token.correction = text.replace(/[ \t]*=[ \t]*/, '=');
    } else if (end < info.length && !/\s/.test(info[end] ?? '')) {
      token.mistake = 'A space follows a quoted value.';
      token.correction = `${text} `;
    }
    tokens.push(token);
    if (token.mistake) return tokens;
    start = end;
  }
}

function misspeltLanguage(written: string, language: string, range: Range, line: OpeningLine): Problem {
  return {
    range,
    code: 'misspelt-language',
    message: `\`${written}\` is not a language of this book's fences; did you mean \`${language}\`?`,
    expected: '`ts` for an example, `output` for what it prints',
    found: `\`${written}\``,
    advice: `Write: ${line.replace(range, language)}`,
  };
}

function malformedWord({ text, mistake, correction }: Token, range: Range, line: OpeningLine): Problem {
  return {
    range,
    code: 'malformed-word',
    message: mistake ?? 'This is not a word.',
    expected: 'words of the form `name`, `name=value` or `name="several words"`',
    found: `\`${text}\``,
    ...(correction !== undefined && { advice: `Write: ${line.replace(range, correction)}` }),
  };
}

function unknownWord({ name, text }: Token, range: Range, kind: 'ts' | 'output', line: OpeningLine): Problem {
  const [own, other] = kind === 'ts' ? [codeRules, outputRules] : [outputRules, codeRules];
  const problem: Problem = {
    range,
    code: 'unknown-word',
    message: `\`${name}\` is not a word of ${article(kind)} fence.`,
    expected: `one of ${Object.keys(own).join(', ')}`,
    found: `\`${text}\``,
  };
  if (Object.hasOwn(other, name))
    return {
      ...problem,
      message: `\`${name}\` belongs on ${article(kind === 'ts' ? 'output' : 'ts')} fence, not on this one.`,
      advice: `Write: ${line.replace(range, '')}`,
    };
  const alias = elsewhere.get(name.toLowerCase());
  const meant = alias !== undefined && Object.hasOwn(own, alias) ? alias : nearest(name, Object.keys(own));
  if (!meant) return problem;
  return {
    ...problem,
    message: `${problem.message} Did you mean \`${meant}\`?`,
    advice: `Write: ${line.replace(range, meant + text.slice(name.length))}`,
  };
}

function duplicateWord({ name, text }: Token, range: Range, line: OpeningLine): Problem {
  return {
    range,
    code: 'duplicate-word',
    message: `\`${name}\` stands twice in this fence.`,
    expected: 'every word at most once',
    found: `\`${text}\` again`,
    advice: `Write: ${line.replace(range, '')}`,
  };
}

function wrongValue({ name, text }: Token, range: Range, kind: 'ts' | 'output', usage: string): Problem {
  return {
    range,
    code: 'wrong-value',
    message: `\`${name}\` cannot be written like this in ${article(kind)} fence.`,
    expected: usage,
    found: `\`${text}\``,
  };
}

function missingId(range: Range, language: string, line: OpeningLine): Problem {
  return {
    range,
    code: 'missing-id',
    message: 'Every `ts` fence belongs to an example and says which by its id.',
    expected: 'an `id=`, unique in the chapter',
    found: 'none',
    advice: `Write: ${line.replace(range, `${language} id=name-of-the-example`)}`,
  };
}

function findConflicts(words: ReadonlyMap<string, Range>, line: OpeningLine): Problem[] {
  return conflicts.flatMap(([one, other, why]) => {
    const [first, second] = [words.get(one), words.get(other)];
    if (!first || !second) return [];
    const isInOrder = first.start.column < second.start.column;
    const range = isInOrder ? second : first;
    return {
      range,
      code: 'conflicting-words',
      message: `\`${one}\` and \`${other}\` exclude each other: ${why}.`,
      expected: 'one of the two',
      found: 'both',
      advice: `Write: ${line.replace(range, '')}\nor leave out \`${isInOrder ? one : other}\` instead.`,
    };
  });
}

/** `exercise=` and the part belong together. */
function findHalfAPart(
  { part }: CodeFence,
  seen: ReadonlySet<string>,
  words: ReadonlyMap<string, Range>,
  line: OpeningLine,
): Problem[] {
  const exercise = words.get('exercise');
  if (exercise && !partWords.some((word) => seen.has(word)))
    return [
      {
        range: exercise,
        code: 'missing-part',
        message: 'This fence does not say which part of the exercise it is.',
        expected: 'one of `starter`, `solution`, `wrong="…"`, `tests` beside `exercise=`',
        found: 'none of them',
        advice: `Write: ${line.replace(rangeOf(exercise.end, 0), ' starter')}`,
      },
    ];
  const range = part && words.get(part);
  if (!range || seen.has('exercise')) return [];
  return [
    {
      range,
      code: 'missing-exercise',
      message: `\`${part}\` is a part of an exercise, and this fence does not say of which.`,
      expected: '`exercise=` and the name of the exercise',
      found: words.has('id') ? '`id=`' : 'none',
      advice: words.has('id')
        ? 'Write `exercise=` in place of `id=`.'
        : `Write: ${line.replace(rangeOf(range.start, 0), 'exercise=name-of-the-exercise ')}`,
    },
  ];
}

function findMisplacedWords(
  fence: CodeFence,
  words: ReadonlyMap<string, Range>,
  line: OpeningLine,
): Problem[] {
  const { part } = fence;
  if (part && part !== 'starter')
    return [...words].flatMap(([name, range]) =>
      answerWords.has(name)
        ? []
        : {
            range,
            code: 'misplaced-word',
            message: `\`${name}\` describes the whole exercise and does not belong on its \`${part}\`.`,
            expected: `\`${name}\` on the exercise's \`starter\``,
            found: `\`${name}\` beside \`${part}\``,
            advice: `Write: ${line.replace(range, '')}`,
          },
    );
  if (!words.has('file')) return [];
  return [...words].flatMap(([name, range]) =>
    fileWords.has(name)
      ? []
      : {
          range,
          code: 'misplaced-word',
          message: `\`${name}\` describes the whole example and does not belong on one of its further files.`,
          expected: `\`${name}\` on the example's entry, the fence without \`file=\``,
          found: `\`${name}\` on \`file=${fence.file}\``,
          advice: `Write: ${line.replace(range, '')}`,
        },
  );
}

function findLonelyExit(fence: CodeFence, words: ReadonlyMap<string, Range>): Problem[] {
  const range = words.get('exit');
  if (!range || fence.host === 'node') return [];
  return [
    {
      range,
      code: 'conflicting-words',
      message: 'Only Node has exit codes.',
      expected: '`host=node` beside `exit=`',
      found: fence.host === 'any' ? 'an example for every host' : `\`host=${fence.host}\``,
      advice: 'Add `host=node`, or write `throws` or `rejects` instead of `exit=`.',
    },
  ];
}

function article(kind: 'ts' | 'output'): string {
  return kind === 'ts' ? 'a `ts`' : 'an `output`';
}
