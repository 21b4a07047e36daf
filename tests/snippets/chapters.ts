/** Random chapters whose fences and code are known, nested in everything Markdown and JSX have. */
import fc from 'fast-check';

export interface MadeFence {
  info: string;
  code: string[];
}

export interface MadeChapter {
  source: string;
  fences: MadeFence[];
}

/** Characters whose lengths differ between bytes, code points and UTF-16, and ones that look like line ends. */
const odd = fc.constantFrom(
  'a',
  'é',
  '漢',
  '😀',
  '𝒳',
  '👩‍💻',
  '\u2028',
  '\u0085',
  '\u00A0',
  '\u200D',
  '.',
  '()',
);
const prose = fc.array(odd, { minLength: 1, maxLength: 5 }).map((units) => `x${units.join('')}y`);

const codeLine = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '', ' ', '    ', '\t', '\t\t', '  \t'),
        fc.array(
          fc.oneof(
            odd,
            fc.constantFrom('{', '<T>', '}', '``', '> ', '- ', '#', '|', ';', "'", '"', '\\', '&amp;', '\t'),
          ),
        ),
        fc.constantFrom('', '', ' ', '\t '),
      )
      .map((parts) => parts.flat().join(''))
      .filter((line) => !line.includes('```')),
  },
);
const code = fc.array(codeLine, { maxLength: 5 });

interface Block {
  lines: string[];
  fences: MadeFence[];
}

const fence: fc.Arbitrary<Block> = fc
  .record({
    code,
    mark: fc.constantFrom('```', '````', '~~~', '~~~~~'),
    info: fc.constantFrom('ts id=a', 'output', 'js', '', ' ts  id=b title="😀 é"', 'text'),
    indent: fc.integer({ min: 0, max: 3 }),
    tail: fc.constantFrom('', ' ', '\t'),
  })
  .map(({ code, mark, info, indent, tail }) => {
    const margin = ' '.repeat(indent);
    return {
      lines: [
        margin + mark + info,
        ...code.map((line) => (line === '' ? '' : margin + line)),
        margin + mark + tail,
      ],
      fences: [{ info: info.trim(), code }],
    };
  });

/** A list item or footnote: its first line has the marker, the others its width in spaces. */
const item = (marker: string, width: number) => (block: Block) => ({
  ...block,
  lines: block.lines.map((line, index) =>
    index === 0 ? marker + line : line === '' ? '' : ' '.repeat(width) + line,
  ),
});

const containers: ((block: Block) => Block)[] = [
  item('- ', 2),
  item('*   ', 4),
  item('12. ', 4),
  (block) => ({ ...block, lines: block.lines.map((line) => (line === '' ? '>' : `> ${line}`)) }),
  (block) => ({ ...block, lines: block.lines.map((line) => `> ${line}`) }),
  (block) => ({ ...block, lines: ['<Aside title="é">', '', ...block.lines, '', '</Aside>'] }),
  (block) => ({ ...block, lines: ['<Aside>', ...block.lines.map((line) => `  ${line}`), '</Aside>'] }),
];

const leaf: fc.Arbitrary<Block> = fc
  .tuple(fc.option(prose), fence)
  .map(([text, block]) => (text === null ? block : { ...block, lines: [text, '', ...block.lines] }));

const nested: fc.Arbitrary<Block> = fc
  .tuple(leaf, fc.array(fc.constantFrom(...containers), { maxLength: 3 }))
  .map(([block, around]) => around.reduce((inner, wrap) => wrap(inner), block));

/** Chapters with up to four fences. `lineEnd` is one of the three that CommonMark knows; a byte order mark may lead. */
export const chapters: fc.Arbitrary<MadeChapter> = fc
  .record({
    bom: fc.boolean(),
    head: fc.constantFrom([], ['---', 'title: "é 😀"', '---', ''], [''], ['😀 é', '']),
    blocks: fc.array(nested, { minLength: 1, maxLength: 4 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    isEnded: fc.boolean(),
  })
  .map(({ bom, head, blocks, lineEnd, isEnded }) => {
    // A paragraph between the blocks keeps neighbouring lists and quotes apart.
    const lines = [...head, ...blocks.flatMap((block) => [...block.lines, '', 'between', ''])];
    while (lines.at(-1) === '' || lines.at(-1) === 'between') lines.pop();
    return {
      source: (bom ? '\uFEFF' : '') + lines.join(lineEnd) + (isEnded ? lineEnd : ''),
      fences: blocks.flatMap(({ fences }) => fences),
    };
  });
