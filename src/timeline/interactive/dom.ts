/** Small helpers to make elements; text is always set as text. */

type Child = Node | string | undefined | false;

/** Makes an element. `class`, `text` and attributes by name; children follow. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === 'text') element.textContent = String(value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== undefined && child !== false),
  );
  return element;
}

const icons = {
  first: 'M3.5 3v10M13 3 6 8l7 5z',
  back: 'M11.5 3 4.5 8l7 5z',
  play: 'M4 2.5 13 8l-9 5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  forward: 'M4.5 3l7 5-7 5z',
  last: 'M12.5 3v10M3 3l7 5-7 5z',
  up: 'M8 13V3.5M8 3.5 4 7.5M8 3.5l4 4',
  down: 'M8 3v9.5M8 12.5l-4-4M8 12.5l4-4',
  closer: 'M8 3v10M3 8h10',
  further: 'M3 8h10',
  all: 'M2.5 4v8M13.5 4v8M5 8h6M5 8l2-2M5 8l2 2M11 8 9 6M11 8l-2 2',
  arrows: 'M3 4.5c6 0 4 7 9.5 7M12.5 11.5l-3-2.4M12.5 11.5l-3 2.2',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
} as const;
export type IconName = keyof typeof icons;
const solids: ReadonlySet<IconName> = new Set(['back', 'play', 'pause', 'forward']);

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing for a button; decorative. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `tl-icon${solids.has(name) ? ' tl-icon-solid' : ''}`);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

/** A button with a drawing; `label` is what it does. */
export function iconButton(name: IconName, label: string, act: () => void): HTMLButtonElement {
  const button = make(
    'button',
    { type: 'button', class: 'tl-button', 'aria-label': label, title: label },
    icon(name),
  );
  button.addEventListener('click', act);
  return button;
}

/** Changes the drawing and the words of a button. */
export function relabel(button: HTMLButtonElement, name: IconName, label: string): void {
  button.replaceChildren(icon(name));
  button.setAttribute('aria-label', label);
  button.title = label;
}
