/** The playground: an empty example, or the one that the page's address contains. */
import { type ExampleData, provideExample } from './example-data.ts';
import { readKeptEdit } from './kept-edits.ts';
import type { LiveExample } from './live-example.ts';
import { exampleFrom } from './share-link.ts';

const emptyCode = `console.log('before');
setTimeout(() => console.log('later'), 100);
console.log('after');
`;

const empty: ExampleData = {
  chapter: 'play',
  id: 'playground',
  version: 'empty',
  entry: 'main.ts',
  files: [{ name: 'main.ts', code: emptyCode, hidden: false, readOnly: [] }],
  options: { clock: 'paced', seed: 1, limit: 20_000, flavour: 'browser' },
  predict: false,
  origin: { kind: 'empty' },
};

/** A program that came by link and was edited: the edit has what the link had. */
function fromKept(id: string): ExampleData | undefined {
  const edit = readKeptEdit({ chapter: 'play', id }, 'link');
  const names = Object.keys(edit?.base ?? {});
  const [first] = names;
  if (!edit || first === undefined) return undefined;
  return {
    ...empty,
    id,
    version: 'link',
    entry: names.includes('main.ts') ? 'main.ts' : first,
    files: names.map((name) => ({ name, code: edit.base[name] ?? '', hidden: false, readOnly: [] })),
    origin: { kind: 'link' },
  };
}

const part = <T extends HTMLElement = HTMLElement>(name: string): T => {
  const found = document.querySelector<T>(`[data-part=${name}]`);
  if (!found) throw new Error(`The page has no ${name}.`);
  return found;
};

function open(): void {
  const fragment = location.hash.slice(1);
  // Other fragments are anchors on the page.
  const read = /^\d+\./.test(fragment) || fragment.length > 100 ? exampleFrom(fragment) : undefined;
  const kept = /^kept=(link-[0-9a-f]{16})$/.exec(fragment)?.[1];
  const data = read?.ok ? read.data : (kept && fromKept(kept)) || empty;
  part('play-trouble').hidden = read?.ok !== false;
  part('play-trouble').textContent =
    read?.ok === false ? `${read.message} Here is an empty example instead.` : '';
  part('play-link').hidden = data.origin?.kind !== 'link';
  const from = data.origin?.from;
  const back = part<HTMLAnchorElement>('play-from');
  // Addresses of the book are made of its own names, so a link that names another leads to a page that is not there.
  const known = document.querySelector(
    `[data-part=play-examples] [data-name="${CSS.escape(`${from?.chapter}/${from?.id}`)}"]`,
  );
  back.hidden = !from || !known;
  if (from && known) back.href = `../${from.chapter}/#example-${from.id}`;
  part('play-title').textContent =
    data.origin?.kind === 'link' ? (data.title ?? 'From a link') : 'Playground';

  const template = part<HTMLTemplateElement>('play-example');
  const example = (template.content.cloneNode(true) as DocumentFragment).querySelector<LiveExample>(
    '.example',
  );
  if (!example) return;
  const url = `play:${data.id}`;
  provideExample(url, data);
  Object.assign(example.dataset, { chapter: data.chapter, id: data.id, src: url });
  part('play-place').replaceChildren(example);
  // The editor is what one comes here for; nothing runs before Run is pressed.
  void example.open();
}

// An anchor of the page is no program.
addEventListener('hashchange', () => document.getElementById(location.hash.slice(1)) || open());
open();
