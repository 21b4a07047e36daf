/** A chapter as Markdown for other readers: people's notes, and programs. What it prints was printed by a run, as on the page. */

export interface MarkdownCopy {
  title: string;
  summary: string;
  /** The chapter's text below its front matter. */
  body: string;
  /** The page the copy is of; a full address where the site has one. */
  url: string;
  /** Where a link of the text leads on the site. */
  resolveLink(href: string): string;
}

/** `ts id=a title="All at once" predict` → `{ word: 'ts', title: 'All at once', hidden: false }` */
function readInfo(info: string): { word: string; title: string | undefined; hidden: boolean } {
  const [word = ''] = info.split(/\s/, 1);
  return {
    word,
    title: /\stitle="([^"]*)"/.exec(info)?.[1],
    hidden: /\s(?:hidden|tests|wrong="[^"]*")(?=\s|$)/.test(info),
  };
}

const fenceMark = /^(\s*(?:>\s*)*)(`{3,}|~{3,})(.*)$/;

/**
 * The chapter's text in plain Markdown: fences carry their language alone and their titles stand before them; set-up, tests
 * and wrong solutions, which the page does not show as text either, are left out; links are those of the site.
 */
export function toMarkdownCopy({ title, summary, body, url, resolveLink }: MarkdownCopy): string {
  const lines: string[] = [];
  let open: { mark: string; skip: boolean } | undefined;
  for (const line of body.trim().split(/\r?\n/)) {
    const [, indent = '', mark = '', rest = ''] = fenceMark.exec(line) ?? [];
    if (open) {
      const closes = mark.startsWith(open.mark) && rest.trim() === '';
      if (!open.skip) lines.push(line);
      if (closes) open = undefined;
    } else if (mark) {
      const info = readInfo(rest.trim());
      open = { mark, skip: info.hidden };
      if (info.hidden) continue;
      if (info.title) lines.push(`${indent}**${info.title}**`, indent.trimEnd());
      lines.push(`${indent}${mark}${info.word === 'output' ? 'text' : info.word}`);
    } else lines.push(withLinks(line, resolveLink));
  }
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  return `# ${title}\n\n> ${summary}\n\n<${url}>\n\n${text}\n`;
}

/** Resolves the links of a line of prose, code spans aside. */
const withLinks = (line: string, resolveLink: (href: string) => string) =>
  line
    .split(/(`+[^`]*`+)/)
    .map((part, place) =>
      place % 2 ? part : part.replace(/\]\(([^()\s]+)\)/g, (_, href: string) => `](${resolveLink(href)})`),
    )
    .join('');
