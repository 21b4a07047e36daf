/** `npm run build:pdf`: the built book as one PDF, with an outline and page numbers: `dist-files/interleave.pdf`. */
import { site } from '../../src/book/site.ts';
import { openBook, takeChapter } from './open-book.ts';
import { writeBookFile } from './write-book-file.ts';

const target = 'dist-files/interleave.pdf';
const book = await openBook();
try {
  const { page, chapters } = book;
  await page.evaluate(`globalThis.takeChapter = ${takeChapter}`);
  await page.evaluate(
    async ({ chapters, title, tagline, description, licence, repository }) => {
      const { takeChapter } = globalThis as unknown as {
        takeChapter(address: string, html: string): Promise<HTMLElement>;
      };
      const mains = await Promise.all(
        chapters.map(async (address) => takeChapter(address, await (await fetch(address)).text())),
      );
      const known = new Set(
        mains.flatMap((main) => [main, ...main.querySelectorAll('[id]')]).map(({ id }) => id),
      );
      // What leads to pages that are not in the file leads nowhere.
      for (const main of mains)
        for (const link of main.querySelectorAll('a[href^="#"]'))
          if (!known.has(link.getAttribute('href')?.slice(1) ?? '')) link.removeAttribute('href');
      const make = (tag: string, className: string, ...children: (string | Node)[]) => {
        const element = document.createElement(tag);
        element.className = className;
        element.append(...children);
        return element;
      };
      const contents = make(
        'ol',
        'paper-contents',
        ...mains.map((main) => {
          const link = make(
            'a',
            '',
            main.querySelector('h1')?.textContent?.trim().replaceAll(/\s+/g, ' ') ?? '',
          );
          link.setAttribute('href', `#${main.id}`);
          return make('li', '', link);
        }),
      );
      contents.setAttribute('role', 'list');
      document.title = `${title}: ${tagline}`;
      document.body.replaceChildren(
        make(
          'section',
          'paper-title',
          make('p', 'eyebrow', title),
          make('h1', '', tagline),
          make('p', '', description),
          contents,
          make('p', 'paper-small', `Text: ${licence}. ${repository}`),
        ),
        ...mains,
      );
      const style = document.createElement('style');
      style.textContent = `
        @page { size: A4; margin: 20mm 18mm 22mm; }
        main, .paper-title { max-inline-size: none; margin: 0; padding: 0; }
        main { break-before: page; }
        body { display: block; }
        .paper-title { padding-block-start: 30mm; }
        .paper-title h1 { font-size: 34pt; line-height: 1.05; margin-block: 4mm 8mm; }
        .paper-contents { list-style: none; padding: 0; margin-block: 14mm; line-height: 1.9; }
        .paper-small { font-size: 8.5pt; }
        .example, .exercise, .prose details { break-inside: auto; }
        .timeline { break-inside: auto; }
        .tl-picture, .tl-key { break-inside: avoid; }
        .tl-words p { padding-block: 0.5rem; font-size: 9pt; }
        .term { text-decoration: none; }
      `;
      document.head.append(style);
      await document.fonts.ready;
    },
    {
      chapters,
      title: site.title,
      tagline: site.tagline,
      description: site.description,
      licence: site.licences.content.name,
      repository: site.repository,
    },
  );
  const line = (text: string) =>
    `<p style="margin:0 18mm;inline-size:100%;font:7pt serif;color:#555;text-align:center">${text}</p>`;
  const bytes = await page.pdf({
    outline: true,
    tagged: true,
    preferCSSPageSize: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: line('<span class="pageNumber"></span> / <span class="totalPages"></span>'),
  });
  writeBookFile(target, bytes, chapters.length);
} finally {
  await book.close();
}
