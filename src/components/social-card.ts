/** The picture that stands beside a link to the book where people share links: title and number of a chapter, drawn at build. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { site } from '../book/site.ts';
import { KeptTexts } from './kept-on-disk.ts';

export interface Card {
  /** `Chapter 3`; the cover has none. */
  over?: string;
  title: string;
}

/** Pixels: what https://ogp.me readers show without cutting. */
export const cardSize = { width: 1_200, height: 630 };

const kept = new KeptTexts('cards');
const colours = { paper: '#fcfcfa', ink: '#1b2425', soft: '#54605f', program: '#0b5f63', timer: '#8f5200' };

const box = (style: object, children: unknown) => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});
const bar = (left: number, width: number, top: number, background: string) =>
  box({ position: 'absolute', left, top, width, height: 9, background }, undefined);

/** Two tasks that take turns, as at the head of every page. */
const signature = [0, 260, 610, 900].flatMap((left) => [
  bar(left, 150, 0, colours.program),
  bar(left + 150, 110, 9, colours.timer),
]);

/** @returns a PNG of `cardSize`; the same card always gives the same bytes, and is drawn once */
export async function drawCard({ over = '', title }: Card): Promise<Uint8Array> {
  const tree = box(
    {
      position: 'relative',
      width: '100%',
      height: '100%',
      background: colours.paper,
      color: colours.ink,
      fontFamily: 'Literata',
    },
    [
      ...signature,
      box({ position: 'absolute', left: 80, top: 90, width: 1_040, flexDirection: 'column' }, [
        box({ fontSize: 34, color: colours.soft, minHeight: 50 }, over),
        box(
          {
            fontSize: title.length > 44 ? 72 : 88,
            lineHeight: 1.08,
            textWrap: 'balance',
            letterSpacing: '-0.02em',
            fontWeight: 600,
          },
          title,
        ),
      ]),
      box(
        {
          position: 'absolute',
          left: 80,
          bottom: 64,
          width: 1_040,
          justifyContent: 'space-between',
          fontSize: 32,
        },
        [box({ fontWeight: 600 }, site.title), box({ color: colours.soft }, site.tagline)],
      ),
    ],
  );
  const text = await kept.get([JSON.stringify([tree, cardSize])], async () =>
    (await draw(tree as Tree)).toString('base64'),
  );
  return Buffer.from(text, 'base64');
}

type Tree = Parameters<typeof import('satori').default>[0];

async function draw(tree: Tree): Promise<Buffer> {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const face = (weight: 400 | 600) =>
    readFile(require.resolve(`@fontsource/literata/files/literata-latin-${weight}-normal.woff`));
  const [{ default: satori }, { default: sharp }] = await Promise.all([import('satori'), import('sharp')]);
  const svg = await satori(tree, {
    ...cardSize,
    fonts: [
      { name: 'Literata', weight: 400, style: 'normal', data: await face(400) },
      { name: 'Literata', weight: 600, style: 'normal', data: await face(600) },
    ],
  });
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 64, compressionLevel: 9 }).toBuffer();
}
