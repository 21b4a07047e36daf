/** Checks the files of an example: their names, and that each has a part in it. */
import type { Piece } from './group.ts';
import { type Fence, openingOf } from './markdown.ts';
import type { Problem } from './problem.ts';
import type { SnippetFile } from './snippet.ts';
import { type CodeFence, entryName } from './words.ts';

export function toFile({ fence, words }: Piece<CodeFence>): SnippetFile {
  return {
    name: words.file,
    code: fence.body.join('\n'),
    lines: fence.lines,
    fence: fence.range,
    hidden: words.hidden,
    readOnly: words.readOnly,
  };
}

export function checkFiles(files: readonly Piece<CodeFence>[]): Problem[] {
  const entry = files.find(({ words }) => words.file === entryName);
  return [
    ...files.flatMap((piece) => [
      ...findDuplicate(piece, files),
      ...findEmpty(piece),
      ...findLinesBeyond(piece),
      ...(entry && isFirst(piece, files) ? findUnused(piece, files) : []),
    ]),
    ...(entry ? [] : missingEntry(files)),
    ...findNothingShown(files),
  ];
}

function isFirst(piece: Piece<CodeFence>, files: readonly Piece<CodeFence>[]): boolean {
  return files.find(({ words }) => words.file === piece.words.file) === piece;
}

function findDuplicate(piece: Piece<CodeFence>, files: readonly Piece<CodeFence>[]): Problem[] {
  const { fence, parsed, words } = piece;
  const first = files.find((other) => other.words.file === words.file);
  if (!first || first === piece) return [];
  return [
    {
      range: parsed.words.get('file') ?? openingOf(fence),
      code: 'duplicate-file',
      message: `The example \`${words.id}\` already has a file \`${words.file}\`.`,
      expected: 'a name for each file of an example',
      found: `\`${words.file}\` also on line ${first.fence.range.start.line + 1}`,
      advice:
        words.file === entryName
          ? `Write: ${fence.mark}${fence.info.trimEnd()} file=another.ts\nor, for an example of its own, another id, and an output fence between the two.`
          : 'Give one of them another name.',
    },
  ];
}

function findEmpty({ fence }: Piece<CodeFence>): Problem[] {
  if (fence.body.some((line) => line.trim() !== '')) return [];
  return [
    {
      range: openingOf(fence),
      code: 'empty-code',
      message: 'There is no code in this fence.',
      expected: 'a program, or a part of one',
      found: 'nothing',
    },
  ];
}

function findLinesBeyond({ fence, parsed, words }: Piece<CodeFence>): Problem[] {
  const last = words.readOnly.at(-1)?.[1] ?? -1;
  if (last < fence.body.length) return [];
  return [
    {
      range: parsed.words.get('read-only') ?? openingOf(fence),
      code: 'wrong-value',
      message: `\`read-only\` names line ${last + 1}, and the code ends before it.`,
      expected: `lines from 1 to ${fence.body.length}`,
      found: `line ${last + 1}`,
    },
  ];
}

function findUnused(
  { fence, parsed, words }: Piece<CodeFence>,
  files: readonly Piece<CodeFence>[],
): Problem[] {
  const isUsed =
    words.file === entryName ||
    files.some((other) => other.fence !== fence && mentions(other.fence, words.file));
  if (isUsed) return [];
  return [
    {
      range: parsed.words.get('file') ?? openingOf(fence),
      code: 'unused-file',
      message: `No other file of the example uses \`${words.file}\`: it would never run.`,
      expected: `\`import './${words.file}'\` in another file of the example`,
      found: 'no mention of it',
    },
  ];
}

/** Whether a file's code names another: in an import, or as in `new URL('./worker.ts', import.meta.url)`. */
function mentions(fence: Fence, file: string): boolean {
  const name = file.split('/').at(-1) ?? file;
  return fence.body.some((line) => line.includes(`/${name}`));
}

function missingEntry([first, ...others]: readonly Piece<CodeFence>[]): Problem[] {
  if (!first) return [];
  return [
    {
      range: openingOf(first.fence),
      code: 'missing-entry',
      message: `The example \`${first.words.id}\` has no file to start from.`,
      expected: `one fence without \`file=\`: it is \`${entryName}\`, which is run`,
      found: `only ${[first, ...others].map(({ words }) => `\`${words.file}\``).join(', ')}`,
      advice: 'Leave out `file=` on the fence to start from.',
    },
  ];
}

function findNothingShown(files: readonly Piece<CodeFence>[]): Problem[] {
  const [first] = files;
  if (!first || files.some(({ words }) => !words.hidden)) return [];
  return [
    {
      range: first.parsed.words.get('hidden') ?? openingOf(first.fence),
      code: 'nothing-shown',
      message: `The reader would see no code of the example \`${first.words.id}\`.`,
      expected: 'at least one file without `hidden`',
      found: '`hidden` on every file',
    },
  ];
}
