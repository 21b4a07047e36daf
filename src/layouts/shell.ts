/** The little script every page carries: theme, reading position, keyboard access to code that scrolls. */
import { base } from '../offline/settings.ts';
import { themeKey } from './theme-script.ts';

function connectThemeSwitch(): void {
  const root = document.documentElement;
  const radios = document.querySelectorAll<HTMLInputElement>('input[name=theme]');
  for (const radio of radios) {
    radio.checked = radio.value === (root.dataset['theme'] ?? 'system');
    radio.addEventListener('change', () => {
      if (radio.value === 'system') delete root.dataset['theme'];
      else root.dataset['theme'] = radio.value;
      try {
        if (radio.value === 'system') localStorage.removeItem(themeKey);
        else localStorage.setItem(themeKey, radio.value);
      } catch {
        // Without storage the choice holds for this page only.
      }
    });
  }
}

/** Marks the section being read in the outline. */
function followReading(): void {
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
  update();
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

connectThemeSwitch();
connectSearch();
followReading();
skipUnscrolledCode();
