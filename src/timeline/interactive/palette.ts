/** The colours of `timeline.css` as a canvas needs them: read from the page, so that themes and forced colours hold. */

const names = [
  'ground',
  'ink',
  'soft',
  'grid',
  'idle',
  'run',
  'on-run',
  'wait',
  'micro',
  'micro-fill',
  'timer',
  'net',
  'net-fill',
  'error',
  'hatch',
  'density',
  'mark',
  'on-mark',
  'focus',
] as const;

export type Palette = Record<(typeof names)[number], string> & { font: string };

/** Reads the colours that hold inside `host`. */
export function readPalette(host: HTMLElement): Palette {
  const page = host.ownerDocument;
  const probe = page.createElement('span');
  probe.className = 'tl-probe';
  // All at once: each change of a style that is read before the next would be worked out for itself.
  const samples = names.map((name) => {
    const sample = page.createElement('span');
    sample.style.color = `var(--tl-${name})`;
    return sample;
  });
  probe.append(...samples);
  host.append(probe);
  const palette = { font: getComputedStyle(probe).fontFamily } as Palette;
  for (const [i, name] of names.entries()) {
    const sample = samples[i];
    if (sample) palette[name] = getComputedStyle(sample).color;
  }
  probe.remove();
  return palette;
}

/** Calls back whenever the colours may have changed; stops when the signal aborts. */
export function watchPalette(host: HTMLElement, onChange: () => void, signal: AbortSignal): void {
  for (const query of [
    '(prefers-color-scheme: dark)',
    '(forced-colors: active)',
    '(prefers-contrast: more)',
  ]) {
    matchMedia(query).addEventListener('change', onChange, { signal });
  }
  const observer = new MutationObserver(onChange);
  observer.observe(host.ownerDocument.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'class', 'style'],
  });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
