/** Puts the fences of a chapter together into examples. */
import { type ParsedFence, parseFence } from './fence.ts';
import { type Fence, openingOf } from './markdown.ts';
import type { Problem } from './problem.ts';
import type { CodeFence, OutputFence } from './words.ts';

/** A fence with what its opening line says. */
export interface Piece<Words> {
  fence: Fence;
  parsed: ParsedFence;
  words: Words;
}

/** The fences of one example. */
export interface Group {
  id: string;
  /** At least one. */
  files: Piece<CodeFence>[];
  outputs: Piece<OutputFence>[];
  /** True when a problem with its fences was reported: what follows from it is not worth a report. */
  isBroken: boolean;
}

/** Groups fences that follow each other directly: first the files with one id, then their outputs. */
export function groupFences(fences: readonly Fence[]): {
  groups: Group[];
  /** Solutions, wrong solutions and tests of exercises, in reading order, without the badly written ones. */
  answers: Piece<CodeFence>[];
  /** True when one of those is badly written: what is missing then is not worth a report. */
  hasBrokenAnswers: boolean;
  problems: Problem[];
} {
  const groups: Group[] = [];
  const answers: Piece<CodeFence>[] = [];
  let hasBrokenAnswers = false;
  const problems: Problem[] = [];
  let current: Group | undefined;
  let previous: Fence | undefined;

  for (const fence of fences) {
    const parsed = parseFence(fence.info, fence.infoAt, fence.mark);
    const words = parsed.fence;
    const isBroken = fence.isBroken || parsed.problems.length > 0;
    const follows = previous?.parent === fence.parent && previous.place + 1 === fence.place;
    // An unclosed block in front may have swallowed the code of an output.
    const isOrphanPossible = !(follows && previous?.isBroken);
    problems.push(...parsed.problems);
    if (!follows) current = undefined;
    previous = fence;

    if (words.kind === 'plain') current = undefined;
    else if (words.kind === 'output') {
      current?.outputs.push({ fence, parsed, words });
      if (current) current.isBroken ||= isBroken;
      else if (!isBroken && isOrphanPossible) problems.push(outputWithoutCode(fence));
    } else {
      const piece = { fence, parsed, words };
      if (words.part && words.part !== 'starter') {
        current = undefined;
        if (isBroken) hasBrokenAnswers = true;
        else answers.push(piece);
        continue;
      }
      if (
        current &&
        current.outputs.length === 0 &&
        current.id === words.id &&
        current.files[0]?.words.part === words.part
      ) {
        current.files.push(piece);
        current.isBroken ||= isBroken;
        continue;
      }
      current = { id: words.id, files: [piece], outputs: [], isBroken };
      const earlier = words.id === '' ? undefined : groups.find(({ id }) => id === words.id);
      if (earlier) {
        problems.push(duplicateId(piece, earlier));
        current.isBroken = true;
        // Without outputs the first one was only a part of this one.
        earlier.isBroken ||= earlier.outputs.length === 0;
      }
      groups.push(current);
    }
  }
  return { groups, answers, hasBrokenAnswers, problems };
}

function outputWithoutCode(fence: Fence): Problem {
  return {
    range: openingOf(fence),
    code: 'output-without-code',
    message: 'This output belongs to no example.',
    expected: "an `output` fence directly after its example's last `ts` fence",
    found: 'something else in front of it',
    advice: 'Move it up to its example, or write ```text for a block that is only shown.',
  };
}

function duplicateId({ fence, parsed, words }: Piece<CodeFence>, earlier: Group): Problem {
  const line = (earlier.files[0]?.fence.range.start.line ?? 0) + 1;
  const problem = {
    range: parsed.words.get('id') ?? parsed.words.get('exercise') ?? openingOf(fence),
    code: 'duplicate-id',
    found: `\`${words.part ? 'exercise' : 'id'}=${words.id}\` also on line ${line}`,
  };
  if (earlier.outputs.length === 0)
    return {
      ...problem,
      message: `The files of the example \`${words.id}\` do not follow each other.`,
      expected: 'all files of an example directly one after another, then its output',
      advice: 'Move them together; what stands between them can stand before or after the example.',
    };
  return {
    ...problem,
    message: `The chapter already has an example \`${words.id}\`.`,
    expected: 'an id for each example, unique in the chapter',
    advice: `Write: ${fence.mark}${fence.info.trimEnd().replace(`=${words.id}`, `=${words.id}-again`)}`,
  };
}
