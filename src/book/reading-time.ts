/**
 * How long a chapter takes. Prose is read at an even pace; a block of code costs a moment of its own, since it is
 * read more slowly, and run.
 */
const wordsPerMinute = 220;
const minutesPerCodeBlock = 0.6;

/** Minutes until each second-level heading of a chapter's text is reached, and for the whole text. Unrounded. */
export interface ReadingTime {
  /** One entry per `## ` heading, in order. */
  starts: number[];
  total: number;
}

/** Measures Markdown or MDX text without front matter. Output fences are part of the code they follow. */
export function measureReading(body: string): ReadingTime {
  const starts: number[] = [];
  let total = 0;
  let fence: string | undefined;
  for (const line of body.split(/\r?\n/)) {
    const mark = /^\s*(?:>\s*)*(`{3,}|~{3,})\s*([\w-]*)/.exec(line);
    if (fence !== undefined) {
      if (mark?.[1]?.startsWith(fence) && mark[2] === '') fence = undefined;
      continue;
    }
    if (mark?.[1]) {
      fence = mark[1];
      if (mark[2] !== 'output') total += minutesPerCodeBlock;
      continue;
    }
    if (/^##\s/.test(line)) starts.push(total);
    total += countWords(line) / wordsPerMinute;
  }
  return { starts, total };
}

/** Words as a reader sees them: tags, link targets and marks do not count. */
export function countWords(line: string): number {
  const text = line
    .replace(/<[^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/^\[\^[^\]]*\]:/, '');
  return text.match(/[\p{L}\p{N}]+(?:[’'.\-_][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
