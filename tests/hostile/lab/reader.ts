/**
 * A reader's hand in the page, for either browser: types a program into an example's editor, presses its buttons, and reads
 * what the page says. Runs in the page; must stand on its own.
 */

import type { Gap } from './page-thread.ts';

export interface Shown {
  /** What the page says about the run. */
  status: string;
  lines: string[];
  /** When the page's own thread did nothing else for a while. */
  gaps: Gap[];
}

export interface Reader {
  open(): Promise<void>;
  run(code: string): Promise<Shown>;
  /**
   * Runs `endless`, types `code` meanwhile, and `pause` ms after the last key presses Stop and at once Run; resolves with the
   * ms from Stop until the first line is in the page.
   */
  stopAndRun(endless: string, code: string, pause: number): Promise<number>;
  /** What a program must not be able to change. */
  traces(): string[];
  /** The same for so many ms in which nothing happens. */
  idleGaps(ms: number): Promise<Gap[]>;
}

declare global {
  interface Window {
    /** By the example's name. */
    readers: Record<string, Reader>;
  }
}

export function installReader(example: string): void {
  const root = document.querySelector<HTMLElement>(`#example-${example}`);
  if (!root) throw new Error(`There is no example ${example} on this page.`);
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-region=${name}]`) as HTMLElement;
  const button = (action: string) =>
    root.querySelector<HTMLButtonElement>(`button[data-action=${action}]`) as HTMLButtonElement;
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  async function until(what: string, condition: () => boolean, patience = 60_000) {
    const end = performance.now() + patience;
    while (!condition()) {
      if (performance.now() > end)
        throw new Error(`${what}: not within ${patience} ms. The page says: ${part('status').textContent}`);
      await sleep(4);
    }
  }

  const gaps: Gap[] = [];
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    if (now - last > 16) gaps.push({ from: performance.timeOrigin + last, to: performance.timeOrigin + now });
    last = now;
  }, 4);
  const takeGaps = () => gaps.splice(0);

  function type(code: string) {
    const content = root?.querySelector<HTMLElement>('.cm-content');
    if (!content) throw new Error('The editor is not open.');
    content.focus();
    content.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'a',
        code: 'KeyA',
        keyCode: 65,
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      }),
    );
    // Firefox does not hand out what a script has put into a clipboard event.
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(paste, 'clipboardData', { value: { getData: () => code } });
    content.dispatchEvent(paste);
  }
  const lines = () =>
    [...part('output').querySelectorAll(':scope > .output-lines > li .text')].map(
      (line) => line.textContent ?? '',
    );
  const isOver = () =>
    !root.hasAttribute('data-running') && !/^(?:Running…)?$/.test(part('status').textContent ?? '');

  window.readers ??= {};
  window.readers[example] = {
    async open() {
      const pace = root.querySelector<HTMLSelectElement>('select[data-action=pace]');
      if (pace) {
        pace.value = '0';
        pace.dispatchEvent(new Event('change'));
      }
      button('edit').click();
      await until('the editor opens', () => root.querySelector('.cm-content') !== null);
      await sleep(300);
    },
    async run(code) {
      type(code);
      // A frame later: typing is the reader's, not the program's.
      await sleep(20);
      takeGaps();
      part('status').textContent = '';
      button('run').click();
      await until('the run ends', isOver);
      await sleep(30);
      return { status: part('status').textContent ?? '', lines: lines(), gaps: takeGaps() };
    },
    async stopAndRun(endless, code, pause) {
      type(endless);
      part('status').textContent = '';
      button('run').click();
      await until('it runs', () => root.hasAttribute('data-running') && !button('stop').hidden);
      await until('it prints', () => lines().includes('running'));
      type(code);
      await sleep(pause);
      const start = performance.now();
      button('stop').click();
      button('run').click();
      await until('the next one prints', () => lines().includes('after'));
      return performance.now() - start;
    },
    traces() {
      const found: string[] = [];
      const page = window as unknown as Record<string, unknown>;
      if (page['pwned'] !== undefined) found.push('window.pwned');
      if (localStorage.getItem('canary') !== 'secret') found.push('the canary in the storage');
      if (!document.cookie.includes('canary=secret')) found.push('the canary in the cookies');
      for (const key of Object.keys(localStorage))
        if (!/^(?:interleave:|canary$)/.test(key)) found.push(`storage: ${key}`);
      if (document.querySelector('body img[src^=http], body script[src*="evil"], body svg[onload]'))
        found.push('markup of the program');
      return found;
    },
    async idleGaps(ms) {
      takeGaps();
      await sleep(ms);
      return takeGaps();
    },
  };
}
