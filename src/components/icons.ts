/** Small drawings for buttons, 16 by 16. Each stands once on a page (`IconSprite.astro`) and is used by name (`Icon.astro`). */
export const icons = {
  run: 'M4 2.5 13 8l-9 5.5z',
  stop: 'M3.5 3.5h9v9h-9z',
  edit: 'M2.5 13.5v-2.6l8-8 2.6 2.6-8 8zM9 4.4l2.6 2.6',
  reset: 'M3.2 6.5A5.2 5.2 0 1 1 2.8 9M3 2.8v3.9h3.9',
  download: 'M8 2v8m0 0 3.2-3.2M8 10 4.8 6.8M2.8 13.5h10.4',
  list: 'M2 4h3m2 0h7M2 8h3m2 0h7M2 12h3m2 0h7',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9m3.3 7.8 3.2 3.2',
  copy: 'M6 5.5h7.5v8H6zM3.5 10.5h-1v-8H10v1',
  check: 'm2.8 8.6 3.4 3.6 7-8',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  theme: 'M8 2a6 6 0 1 0 0 12zm0 0a6 6 0 0 1 0 12',
  link: 'M6.5 9.5a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.5 6.5a2.6 2.6 0 0 0-3.7 0L3.5 8.8a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  more: 'M2.5 7h2v2h-2zm4.5 0h2v2H7zm4.5 0h2v2h-2z',
} as const;

export type IconName = keyof typeof icons;

export const iconId = (name: IconName) => `icon-${name}`;
