/**
 * `npm run build:epub`: the built book as an EPUB 3 (https://www.w3.org/TR/epub-33/): `dist-files/interleave.epub`. Each chapter is
 * a file of XHTML with its timelines as drawings; nothing in it needs script.
 */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { site } from '../../src/book/site.ts';
import { drawingStyle } from '../../src/timeline/drawing-style.ts';
import { openBook, takeChapter } from './open-book.ts';
import { writeBookFile } from './write-book-file.ts';

const target = 'dist-files/interleave.epub';
const identifier = `urn:uuid:6d1f0c1e-5a3b-4b7e-9c55-1e7e2f3a9b10`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

interface ChapterFile {
  slug: string;
  title: string;
  /** The chapter's `<main>` as well-formed XHTML. */
  xhtml: string;
  /** Second-level headings. */
  sections: { id: string; title: string }[];
}

const xhtml = (title: string, body: string) => `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB">
<head><meta charset="utf-8"/><title>${escaped(title)}</title><link rel="stylesheet" href="book.css"/></head>
<body>${body}</body>
</html>
`;

const book = await openBook();
try {
  const { page, chapters } = book;
  await page.goto(`${book.origin}${chapters[0]}`);
  /** The colours of drawings on paper, as the page resolves them. */
  const colours = await page.evaluate(() => {
    const timeline = document.querySelector('.timeline');
    const probe = document.createElement('i');
    timeline?.append(probe);
    const names = [
      ...[...document.styleSheets]
        .flatMap((sheet) => [...sheet.cssRules])
        .map((rule) => rule.cssText)
        .join('')
        .matchAll(/--tl-([a-z-]+):/g),
    ].map(([, name = '']) => name);
    return Object.fromEntries(
      [...new Set(names)].map((name) => {
        probe.style.color = '';
        probe.style.color = `var(--tl-${name})`;
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        if (!canvas) return [name, ''];
        canvas.fillStyle = getComputedStyle(probe).color;
        canvas.fillRect(0, 0, 1, 1);
        const [r = 0, g = 0, b = 0, a = 255] = canvas.getImageData(0, 0, 1, 1).data;
        return [
          name,
          a === 255 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${(a / 255).toFixed(2)})`,
        ];
      }),
    );
  });
  await page.evaluate(`globalThis.takeChapter = ${takeChapter}`);
  const files = await page.evaluate(async (addresses) => {
    const { takeChapter } = globalThis as unknown as {
      takeChapter(address: string, html: string): Promise<HTMLElement>;
    };
    const mains = await Promise.all(
      addresses.map(async (address) => takeChapter(address, await (await fetch(address)).text())),
    );
    const home = new Map<string, string>();
    for (const main of mains)
      for (const element of [main, ...main.querySelectorAll('[id]')]) home.set(element.id, main.id);
    const rename = (element: Element, tag: string) => {
      const other = document.createElement(tag);
      for (const { name, value } of element.attributes)
        if (['id', 'class', 'aria-label', 'aria-labelledby'].includes(name)) other.setAttribute(name, value);
      other.append(...element.childNodes);
      element.replaceWith(other);
      return other;
    };
    return mains.map((main): ChapterFile => {
      // Readers of books choose one width: the drawing for narrow ones fits all of them.
      for (const drawing of main.querySelectorAll('.tl-svg:not(.tl-narrow)')) drawing.remove();
      for (const drawing of main.querySelectorAll('svg')) {
        drawing.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
        drawing.removeAttribute('aria-describedby');
      }
      for (const element of [...main.querySelectorAll('*')]) {
        if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') continue;
        for (const { name } of [...element.attributes])
          if (
            name.startsWith('data-') ||
            ['style', 'tabindex', 'popover', 'title', 'aria-description'].includes(name)
          )
            element.removeAttribute(name);
      }
      for (const details of [...main.querySelectorAll('details')]) {
        const summary = details.querySelector(':scope > summary');
        if (summary) rename(summary, 'p').classList.add('fold-name');
        rename(details, 'section').classList.add('fold');
      }
      for (const element of [...main.querySelectorAll('*')])
        if (element.localName.includes('-') && element.namespaceURI === 'http://www.w3.org/1999/xhtml')
          rename(element, 'div');
      for (const link of main.querySelectorAll('a[href^="#"]')) {
        const id = link.getAttribute('href')?.slice(1) ?? '';
        const file = home.get(id);
        if (file) link.setAttribute('href', file === main.id ? `#${id}` : `${file}.xhtml#${id}`);
        else link.removeAttribute('href');
      }
      const title = main.querySelector('h1')?.textContent?.trim().replaceAll(/\s+/g, ' ') ?? main.id;
      const sections = [...main.querySelectorAll('h2[id]')].map((heading) => ({
        id: heading.id,
        title: heading.textContent?.trim().replaceAll(/\s+/g, ' ') ?? '',
      }));
      const slug = main.id;
      return { slug, title, sections, xhtml: new XMLSerializer().serializeToString(main) };
    });
  }, chapters);

  const nav = xhtml(
    'Contents',
    `<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>${files
      .map(
        ({ slug, title, sections }) =>
          `<li><a href="${slug}.xhtml">${escaped(title)}</a><ol>${sections
            .map((section) => `<li><a href="${slug}.xhtml#${section.id}">${escaped(section.title)}</a></li>`)
            .join('')}</ol></li>`,
      )
      .join('')}</ol></nav>`,
  );
  const titlePage = xhtml(
    site.title,
    `<section class="title-page"><p>${escaped(site.title)}</p><h1>${escaped(site.tagline)}</h1><p>${escaped(
      site.description,
    )}</p><p>In a browser every example can be changed and run: here is what they printed and did.</p><p>${escaped(
      site.licences.content.name,
    )} · <a href="${site.repository}">${site.repository}</a></p></section>`,
  );
  const modified = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const hasDrawing = (text: string) => /<svg/.test(text);
  const packageDocument = `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en-GB">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${identifier}</dc:identifier>
<dc:title>${escaped(`${site.title}: ${site.tagline}`)}</dc:title>
<dc:language>en-GB</dc:language>
<dc:creator>The authors of ${escaped(site.title)}</dc:creator>
<dc:description>${escaped(site.description)}</dc:description>
<dc:rights>${escaped(site.licences.content.name)}, ${site.licences.content.url}</dc:rights>
<meta property="dcterms:modified">${modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="book.css" media-type="text/css"/>
${files
  .map(
    ({ slug, xhtml: text }) =>
      `<item id="c-${slug}" href="${slug}.xhtml" media-type="application/xhtml+xml"${hasDrawing(text) ? ' properties="svg"' : ''}/>`,
  )
  .join('\n')}
</manifest>
<spine>
<itemref idref="title"/>
<itemref idref="nav"/>
${files.map(({ slug }) => `<itemref idref="c-${slug}"/>`).join('\n')}
</spine>
</package>
`;
  const css = `
body { line-height: 1.5; }
h1, h2, h3 { line-height: 1.2; text-align: left; hyphens: none; }
a { color: inherit; }
.eyebrow, .chapter-lead { font-style: italic; }
pre, code, .output-lines, .tl-svg, .tl-key, .badges { font-family: monospace; }
pre { font-size: 0.8em; white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.6em; border: 1px solid; border-color: #bbb; }
.c-keyword, .c-switch { font-weight: bold; }
.c-comment { font-style: italic; }
figure { margin: 1.2em 0; }
.example-head, .output-title, .fold-name, .tl-title, .exercise-title { font-weight: bold; break-after: avoid; }
.output-lines { list-style: none; padding: 0 0 0 0.6em; margin: 0.4em 0; font-size: 0.85em; border-left: 2px solid #888; }
.stamp { margin-right: 1em; opacity: 0.7; }
.badges, .tl-key { list-style: none; padding: 0; font-size: 0.75em; }
.badges li, .tl-key li { display: inline-block; margin-right: 1em; }
.fold { margin: 1em 0; padding-left: 0.8em; border-left: 1px solid #bbb; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tl-picture { padding: 0.6em; background: ${colours['ground']}; color: ${colours['ink']}; }
.tl-svg { display: block; width: 96%; overflow: visible; font-size: 11px; }
.title-page { text-align: left; margin-top: 20%; }
${drawingStyle((name) => colours[name] ?? 'currentcolor')}`;
  const container = `<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`;
  // The type comes first and is not compressed: https://www.w3.org/TR/epub-33/#sec-zip-container-mime
  const entries: Zippable = {
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(container),
    'book/package.opf': strToU8(packageDocument),
    'book/nav.xhtml': strToU8(nav),
    'book/title.xhtml': strToU8(titlePage),
    'book/book.css': strToU8(css),
    ...Object.fromEntries(
      files.map(({ slug, title, xhtml: text }) => [`book/${slug}.xhtml`, strToU8(xhtml(title, text))]),
    ),
  };
  const bytes = zipSync(entries, { level: 9 });
  writeBookFile(target, bytes, files.length);
} finally {
  await book.close();
}
