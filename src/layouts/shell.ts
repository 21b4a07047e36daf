/** The little script every page carries: looks, search, reading position, keyboard access to code that scrolls. */
import literataItalic from '@fontsource-variable/literata/files/literata-latin-wght-italic.woff2?url';
import literata from '@fontsource-variable/literata/files/literata-latin-wght-normal.woff2?url';
import sometype from '@fontsource-variable/sometype-mono/files/sometype-mono-latin-wght-normal.woff2?url';
import { base } from '../offline/settings.ts';
import { followReading } from '../reading/follow.ts';
import { showReading } from '../reading/show.ts';
import { keyOf } from './appearance.ts';

function connectAppearance(): void {
  const root = document.documentElement;
  const form = document.querySelector<HTMLFormElement>('#appearance');
  for (const radio of form?.querySelectorAll('input') ?? []) {
    const { name, value } = radio;
    const chosen = root.dataset[name];
    if (chosen !== undefined) radio.checked = value === chosen;
    radio.addEventListener('change', () => {
      const isDefault = radio === form?.querySelector(`input[name="${name}"]`);
      if (isDefault) delete root.dataset[name];
      else root.dataset[name] = value;
      try {
        if (isDefault) localStorage.removeItem(keyOf(name));
        else localStorage.setItem(keyOf(name), value);
      } catch {
        // Without storage the choice holds for this page only.
      }
    });
  }
}

/**
 * On the first page of a visit, text is set in a face the reader has, stretched to the measures of ours, and nothing waits for
 * a font. Ours are fetched when there is nothing else to do, and used from the next page on. As plain files: a face that is
 * loaded has the whole page laid out anew, although `optional` ones are not used any more.
 */
function fetchFaces(): void {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (document.documentElement.dataset['fonts'] || connection?.saveData) return;
  const fetchNow = async () => {
    const answers = await Promise.all(
      [literata, literataItalic, sometype].map(async (face) => {
        const answer = await fetch(face, { priority: 'low' });
        await answer.arrayBuffer();
        return answer.ok;
      }),
    );
    if (answers.every(Boolean)) localStorage.setItem(keyOf('fonts'), 'own');
  };
  const whenIdle = () => {
    const idle = globalThis.requestIdleCallback ?? ((use: () => void) => setTimeout(use, 1_000));
    // Without fonts or without storage the page stays as it is.
    idle(() => void fetchNow().catch(() => {}));
  };
  if (document.readyState === 'complete') whenIdle();
  else addEventListener('load', whenIdle, { once: true });
}

/** Marks the section being read in the outline. */
function markReading(): void {
  const entries = [...document.querySelectorAll<HTMLAnchorElement>('.outline-wide a')];
  const targets = entries.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (entries.length === 0) return;
  let scheduled = false;
  const update = () => {
    scheduled = false;
    const line = innerHeight / 3;
    const at = targets.findLastIndex(
      (target) => target !== null && target.getBoundingClientRect().top < line,
    );
    for (const [index, link] of entries.entries()) {
      if (index === at) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(update);
  };
  addEventListener('scroll', schedule, { passive: true });
  addEventListener('resize', schedule, { passive: true });
  // With the next frame: to ask where everything is would lay out the whole page at once.
  schedule();
}

function keepReading(): void {
  const chapter = document.querySelector<HTMLElement>('main[data-chapter]')?.dataset['chapter'];
  if (chapter) followReading(chapter, [...document.querySelectorAll<HTMLElement>('.prose h2[id]')]);
}

/** Code that scrolls can be scrolled by keyboard; code that does not is no stop on the way. */
function skipUnscrolledCode(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  for (const block of document.querySelectorAll('pre.code')) observer.observe(block);
}

/** Typing is not a shortcut. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `/` and Ctrl/⌘+K search from everywhere; without script the link leads to the page that says what to do. */
function connectSearch(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-search]');
  const open = () => import('../search/palette.ts').then(({ openPalette }) => openPalette(base));
  const orFollow = () => void open().catch(() => link?.click());
  link?.addEventListener('click', (event) => {
    // A click that script made came from `orFollow`, and one with a key wants a tab of its own.
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    orFollow();
  });
  addEventListener('keydown', (event) => {
    const slash =
      event.key === '/' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!slash && !command) return;
    event.preventDefault();
    orFollow();
  });
}

/** Copies what an address holds; the button says how that went. */
function connectCopying(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const status = button.querySelector('[role=status]');
    button.addEventListener('click', async () => {
      const say = (words: string) => {
        if (status) status.textContent = words;
      };
      try {
        const response = await fetch(button.dataset['copy'] ?? '');
        if (!response.ok) throw new Error(String(response.status));
        await navigator.clipboard.writeText(await response.text());
        say('Copied');
      } catch {
        say('Not copied');
      }
    });
  }
}

/** What is shown on hover and focus goes away with Escape, too (WCAG 2.2, 1.4.13). */
function connectCards(): void {
  const terms = [...document.querySelectorAll<HTMLElement>('.term')];
  const show = ({ currentTarget }: Event) => (currentTarget as HTMLElement).removeAttribute('data-dismissed');
  for (const term of terms)
    for (const leaving of ['pointerleave', 'blur']) term.addEventListener(leaving, show);
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const term of terms) if (term.matches(':hover, :focus')) term.setAttribute('data-dismissed', '');
  });
}

connectAppearance();
fetchFaces();
connectCards();
connectCopying();
connectSearch();
showReading();
markReading();
keepReading();
skipUnscrolledCode();
