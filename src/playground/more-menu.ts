/** What a run bar has besides its buttons: clock, seed, links, and the code that embeds the example elsewhere. */
import { button, make } from './elements.ts';
import type { ExampleData } from './example-data.ts';
import type { Proposal } from './propose-change.ts';
import { pageUrl, type RunSettings } from './share-link.ts';

export interface MoreOptions {
  data: ExampleData;
  settings: RunSettings;
  /** Another clock or seed was chosen: from the next run on. */
  onSettings(settings: RunSettings): void;
  /** The link to the program as it is now; undefined when it is too large. */
  link(): string | undefined;
  /** What could be proposed to the book; undefined while the example is as the book has it. Absent where nothing can be. */
  proposal?: () => Proposal | undefined;
  say(text: string): void;
}

let menus = 0;

/** Fills the menu; `host` is the `<details>` of the run bar. */
export function fillMore(host: HTMLDetailsElement, options: MoreOptions): void {
  const { data, settings, onSettings, link, proposal, say } = options;
  const name = `more-${++menus}`;
  const panel = make('div', 'more-panel');

  const clock = make('select');
  clock.id = `${name}-clock`;
  clock.append(new Option('virtual', 'paced'), new Option('real', 'real'));
  clock.value = settings.clock;
  const seed = make('input');
  seed.id = `${name}-seed`;
  seed.type = 'number';
  seed.min = '0';
  seed.max = String(2 ** 53 - 1);
  seed.step = '1';
  seed.required = true;
  seed.value = String(settings.seed);
  const change = () => {
    if (!seed.checkValidity()) return say('A seed is a whole number, 0 or more.');
    onSettings({ clock: clock.value === 'real' ? 'real' : 'paced', seed: seed.valueAsNumber });
  };
  clock.addEventListener('change', change);
  seed.addEventListener('change', change);

  const tooLarge = 'The program is too large for a link. Download has all of it.';
  const copy = button('Copy link', async () => {
    const address = link();
    if (!address) return say(tooLarge);
    say(await copyText(address, out, 'Link'));
  });
  const out = make('div', 'more-out');
  const play = make('a', 'button-quiet');
  play.textContent = 'Open in playground';
  play.target = '_blank';
  play.href = pageUrl('play/');
  play.addEventListener('click', (event) => {
    const address = link();
    if (address) play.href = address;
    else {
      event.preventDefault();
      say(tooLarge);
    }
  });
  const actions = make('p', 'more-actions');
  actions.append(copy);
  if (!data.origin) {
    const embed = button('Copy embed code', async () =>
      say(await copyText(embedCode(data), out, 'Embed code')),
    );
    actions.append(play, embed);
  }
  if (proposal)
    actions.append(
      button('Propose this change', async () => {
        const proposed = proposal();
        if (!proposed) return say('Change the code first: this takes the change to the book’s authors.');
        say(await copyText(proposed.text, out, 'Changed code'));
        out.append(howToPropose(proposed));
      }),
    );
  panel.append(field('Clock', clock), field('Seed', seed), actions, out);
  host.append(panel);

  const close = () => {
    host.open = false;
  };
  host.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !host.open) return;
    close();
    host.querySelector('summary')?.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (host.open && target instanceof Node && !host.contains(target)) close();
  });
}

/** Copies, and shows the text where the browser does not allow that. Returns what to say. */
async function copyText(text: string, out: HTMLElement, what: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    out.replaceChildren();
    return `${what} copied.`;
  } catch {
    const area = make('textarea');
    area.readOnly = true;
    area.rows = 4;
    area.value = text;
    area.setAttribute('aria-label', what);
    out.replaceChildren(area);
    area.focus();
    area.select();
    return `${what}: the browser does not let the page copy it, so here it is.`;
  }
}

/** What is left to do on the code host, which no page can do for its reader. */
function howToPropose({ url, line }: Proposal): HTMLElement {
  const words = make('p', 'more-words');
  const place = make('a');
  place.href = url;
  place.target = '_blank';
  place.rel = 'noopener';
  place.textContent = 'Open the chapter’s source';
  words.append(
    place,
    `, put your code in place of the old at line ${line}, and propose the change there. A check runs it and says whether the printed output has to change, too.`,
  );
  return words;
}

/** What somebody puts into a page of theirs: the frame, and the few words of script that give it its height. */
export function embedCode({
  chapter,
  id,
  title = id,
}: Pick<ExampleData, 'chapter' | 'id' | 'title'>): string {
  const address = pageUrl(`embed/${chapter}/${id}/`);
  const name = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return [
    `<iframe src="${address}" title="${name}" loading="lazy" style="width: 100%; height: 480px; border: 0"></iframe>`,
    '<script>',
    "addEventListener('message', ({ data, source, origin }) => {",
    `  if (origin !== '${new URL(address).origin}' || data?.type !== 'interleave-height') return;`,
    "  for (const frame of document.querySelectorAll('iframe'))",
    "    if (frame.contentWindow === source) frame.style.height = data.height + 'px';",
    '});',
    '</script>',
  ].join('\n');
}

function field(label: string, control: HTMLElement): HTMLElement {
  const row = make('p', 'more-field');
  const words = make('label');
  words.htmlFor = control.id;
  words.textContent = label;
  row.append(words, control);
  return row;
}
