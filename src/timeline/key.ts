/** What the signs of a picture mean: only those that are in it. */
import type { Look, Picture, Sign } from './picture.ts';
import { ARC, shapes } from './signs.ts';

type Entry = { words: string; icon: string; when(picture: Picture): boolean };

/** What is too short to be seen needs no explanation. */
const has = ({ rows, axis }: Picture, look: Look) =>
  rows.some((row) => row.bars.some((bar) => bar.look === look && bar.to - bar.from > axis.extent / 200));
const shows = (picture: Picture, sign: Sign) =>
  picture.rows.some((row) => row.points.some((point) => point.sign === sign));
const sign = (name: keyof typeof shapes, className: string) => {
  const stroke = shapes[name].line ? ' class="tl-stroke"' : '';
  return `<g class="tl-sign tl-${name} ${className}"><path${stroke} transform="translate(11 7)" d="${shapes[name].path}"/></g>`;
};
const bar = (className: string, height: number) =>
  `<g class="${className}"><rect x="1.5" y="${7 - height / 2}" width="19" height="${height}"/></g>`;
const line = (className: string) => `<g class="${className}"><line x1="1" x2="21" y1="7" y2="7"/></g>`;

const entries: Entry[] = [
  { words: 'code runs', icon: bar('tl-running', 11), when: () => true },
  { words: 'as a microtask', icon: bar('tl-microtask', 7), when: (picture) => has(picture, 'microtask') },
  {
    words: 'waits',
    icon: `<g class="tl-waiting"><path transform="matrix(.2 0 0 .9 1 2)" vector-effect="non-scaling-stroke" d="${ARC}"/></g>`,
    when: (picture) => has(picture, 'waiting'),
  },
  { words: 'pauses at yield', icon: line('tl-paused'), when: (picture) => has(picture, 'paused') },
  { words: 'is done', icon: sign('done', 'tl-in-call'), when: (picture) => shows(picture, 'done') },
  { words: 'fails', icon: sign('failed', 'tl-in-call'), when: (picture) => shows(picture, 'failed') },
  { words: 'queued', icon: bar('tl-queued', 8), when: (picture) => has(picture, 'queued') },
  { words: 'timer', icon: line('tl-pending'), when: (picture) => has(picture, 'pending') },
  { words: 'fires', icon: sign('fired', 'tl-in-timers'), when: (picture) => shows(picture, 'fired') },
  { words: 'was due', icon: sign('due', 'tl-in-timers'), when: (picture) => shows(picture, 'due') },
  {
    words: 'is cleared',
    icon: sign('cleared', 'tl-in-timers'),
    when: (picture) => shows(picture, 'cleared'),
  },
  { words: 'server works', icon: bar('tl-started', 10), when: (picture) => has(picture, 'started') },
  {
    words: 'on its way',
    icon: line('tl-sent'),
    when: (picture) => has(picture, 'sent') || has(picture, 'answered') || has(picture, 'message'),
  },
  {
    words: 'nobody waits for it',
    icon: bar('tl-abandoned', 10),
    when: (picture) => has(picture, 'abandoned'),
  },
  {
    words: 'had to wait for it',
    icon: `<g class="tl-link"><line x1="11" x2="11" y1="0" y2="8"/>${`<path transform="translate(11 13)" d="${shapes.head.path}"/>`}</g>`,
    when: (picture) => picture.links.length > 0,
  },
  { words: 'prints', icon: sign('line', 'tl-in-output'), when: (picture) => shows(picture, 'line') },
];

export function renderKey(picture: Picture): string {
  const items = entries
    .filter(({ when }) => when(picture))
    .map(
      ({ words, icon }) =>
        `<li><svg viewBox="0 0 22 14" width="22" height="14" aria-hidden="true">${icon}</svg>${words}</li>`,
    );
  return `<ul class="tl-key" role="list" aria-label="What the signs mean">${items.join('')}</ul>`;
}
