/** Reads what an example is expected to print. */
import { conditionForms, findPatternMistakes, parsePattern } from './condition.ts';
import type { Piece } from './group.ts';
import { type Fence, openingOf } from './markdown.ts';
import type { Problem } from './problem.ts';
import type { Expectation, ExpectedSegment, Range, Snippet, SnippetHost } from './snippet.ts';
import { rangeOf } from './text.ts';
import type { OutputFence } from './words.ts';

type Output = Piece<OutputFence>;

/** Reads the output fences of an example into one expectation per host, or one for all of them. */
export function readExpectations(
  outputs: readonly Output[],
  snippet: Pick<Snippet, 'id' | 'host'>,
): { expectations: Expectation[]; problems: Problem[] } {
  const problems = checkHosts(outputs, snippet);
  const byHost = new Map<SnippetHost, Expectation>();
  for (const { fence, parsed, words } of outputs) {
    // An example for one host has that host's output, whether its fences say so or not.
    const host = words.host === 'any' ? snippet.host : words.host;
    const expectation = byHost.get(host) ?? { host, segments: [] };
    byHost.set(host, expectation);
    if (words.recorded !== undefined) {
      const isFirst = expectation.segments.length === 0;
      if (!isFirst) problems.push(lateRecorded(parsed.words.get('recorded') ?? openingOf(fence)));
      expectation.recorded = words.recorded;
    }
    const segment = readSegment(fence, words);
    expectation.segments.push(segment);
    problems.push(...checkSegment(segment, fence));
  }
  for (const { segments } of byHost.values()) problems.push(...findEmptyParts(segments));
  return { expectations: [...byHost.values()], problems };
}

function checkHosts(outputs: readonly Output[], snippet: Pick<Snippet, 'id' | 'host'>): Problem[] {
  const problems: Problem[] = [];
  const named = outputs.filter(({ words }) => words.host !== 'any');
  for (const { fence, parsed, words } of outputs) {
    const range = parsed.words.get('host') ?? openingOf(fence);
    if (snippet.host !== 'any' && words.host !== 'any' && words.host !== snippet.host)
      problems.push({
        range,
        code: 'wrong-host',
        message: `The example \`${snippet.id}\` runs on \`${snippet.host}\` only.`,
        expected: `outputs of \`${snippet.host}\``,
        found: `\`host=${words.host}\``,
      });
    if (words.host === 'any' && named.length > 0)
      problems.push({
        range,
        code: 'wrong-host',
        message: 'Some outputs of this example name a host and this one does not.',
        expected: '`host=` on all of them or on none',
        found: 'none here',
        advice: `Write: ${fence.mark}${fence.info.trimEnd()} host=${named.some((output) => output.words.host === 'node') ? 'browser' : 'node'}`,
      });
  }
  const [first] = named;
  const isOneSided =
    named.length === outputs.length && named.every(({ words }) => words.host === first?.words.host);
  if (snippet.host === 'any' && first && isOneSided) {
    const { fence, parsed, words } = first;
    const other = words.host === 'node' ? 'browser' : 'node';
    problems.push({
      range: parsed.words.get('host') ?? openingOf(fence),
      code: 'missing-host',
      message: `The example \`${snippet.id}\` runs everywhere, but only its output on \`${words.host}\` is given.`,
      expected: 'an `output` fence for each host, or `host=` on the example',
      found: `\`host=${words.host}\` only`,
      advice: `Add ${fence.mark}output host=${other}, or write host=${words.host} on the \`ts\` fence.`,
    });
  }
  return problems;
}

function lateRecorded(range: Range): Problem {
  return {
    range,
    code: 'misplaced-word',
    message: '`recorded` describes the whole output and belongs on its first fence.',
    expected: '`recorded` on the first `output` fence of the example, or of a host',
    found: '`recorded` on a later one',
  };
}

function readSegment(fence: Fence, { form }: OutputFence): ExpectedSegment {
  const lines = fence.body.map((line) => line.replace(/[ \t]+$/, ''));
  const place = { fence: fence.range, lineStarts: fence.lines };
  if (form !== 'any-of' && form !== 'interleaved') return { kind: form, lines, ...place };
  const blocks: string[][] = [[]];
  for (const line of lines) {
    if (line === '---') blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return form === 'any-of'
    ? { kind: form, options: blocks, ...place }
    : { kind: form, sequences: blocks, ...place };
}

function checkSegment(segment: ExpectedSegment, fence: Fence): Problem[] {
  if (segment.kind === 'exact') return [];
  if (fence.body.length === 0)
    return [
      {
        range: openingOf(fence),
        code: 'empty-output',
        message: `\`${segment.kind}\` says nothing about an output without lines.`,
        expected: 'at least one line, or a plain `output` fence',
        found: 'none',
      },
    ];
  if (segment.kind === 'any-of') return checkOptions(segment.options, fence);
  if (segment.kind === 'interleaved') return checkSequences(segment.sequences, fence);
  if (segment.kind === 'match') return checkConditions(segment.lines, fence);
  return [];
}

function checkOptions(options: readonly string[][], fence: Fence): Problem[] {
  const different = new Set(options.map((option) => option.join('\n')));
  if (options.length > 1 && different.size === options.length) return [];
  const isAlone = options.length === 1;
  return [
    {
      range: openingOf(fence),
      code: 'missing-option',
      message: isAlone
        ? '`any-of` has only one output to choose from.'
        : '`any-of` has the same output twice.',
      expected: 'two or more different outputs, with a line `---` between them',
      found: isAlone ? 'no line `---`' : `${options.length} outputs, ${different.size} different`,
    },
  ];
}

function checkSequences(sequences: readonly string[][], fence: Fence): Problem[] {
  if (sequences.length > 1 && sequences.every(({ length }) => length > 0)) return [];
  const isAlone = sequences.length === 1;
  return [
    {
      range: openingOf(fence),
      code: 'missing-sequence',
      message: isAlone
        ? '`interleaved` has only one sequence of lines.'
        : 'A sequence of `interleaved` is empty.',
      expected: 'two or more sequences of lines, with a line `---` between them',
      found: isAlone ? 'no line `---`' : 'nothing before or after a line `---`',
    },
  ];
}

function checkConditions(lines: readonly string[], fence: Fence): Problem[] {
  const mistakes = lines.flatMap((line, index) =>
    findPatternMistakes(line).map(({ column, written, message }) => {
      const start = fence.lines[index] ?? fence.range.start;
      return {
        range: rangeOf({ line: start.line, column: start.column + column }, written.length),
        code: 'malformed-condition',
        message,
        expected: conditionForms,
        found: `\`${written}\``,
      };
    }),
  );
  const isPlain = lines.every((line) => parsePattern(line).every((part) => typeof part === 'string'));
  if (mistakes.length > 0 || !isPlain) return mistakes;
  return [
    {
      range: openingOf(fence),
      code: 'missing-condition',
      message: 'No line of this `match` has a condition.',
      expected: `a condition in place of at least one number: ${conditionForms}`,
      found: 'text only',
      advice: `Write: ${fence.mark}${fence.info.trimEnd().replace(/\s+match\b/, '')}`,
    },
  ];
}

function findEmptyParts(segments: readonly ExpectedSegment[]): Problem[] {
  if (segments.length < 2) return [];
  return segments.flatMap((segment) =>
    segment.kind === 'exact' && segment.lines.length === 0
      ? {
          range: segment.fence,
          code: 'empty-output',
          message: 'This part of the output is empty.',
          expected: 'an empty `output` fence only when the example prints nothing at all',
          found: `one of ${segments.length} parts`,
          advice: 'Remove it.',
        }
      : [],
  );
}
