/** In the pages of `npm run dev`: below each example whether it is fine, or what is wrong with it; above the text what is wrong elsewhere in it, such as its links. Saving a chapter loads its page anew. */
import type { Verdicts } from './verdicts.ts';

const header = { 'x-interleave': 'dev' };
const examples = [...document.querySelectorAll<HTMLElement>('interleave-example[data-chapter][data-id]')];
const chapters = Map.groupBy(examples, ({ dataset }) => dataset['chapter'] ?? '');

for (const [chapter, own] of chapters) {
  const lines = new Map(own.map((example) => [example.dataset['id'] ?? '', addLine(example)]));
  void show(chapter, lines);
}

async function show(chapter: string, lines: ReadonlyMap<string, HTMLElement>): Promise<void> {
  for (const line of lines.values()) line.textContent = '… is being checked';
  const { problems, failure } = await ask(`verdicts/${chapter}`, 'GET');
  for (const [id, line] of lines) {
    // Attempts at an exercise are called after it: `halve-it/wrong-1`.
    const own = problems.filter(({ example }) => example === id || example?.startsWith(`${id}/`));
    const wrong = own.map(({ line: at, code, message }) => `✗ line ${at}: ${code}: ${message}`);
    line.textContent = failure ? `? ${failure}` : wrong.join('\n') || '✓ fine';
    line.dataset['verdict'] = failure ? 'unknown' : wrong.length > 0 ? 'wrong' : 'fine';
    line.style.color =
      wrong.length > 0 || failure ? 'light-dark(#a40000, #ff9c8f)' : 'light-dark(#1b5e20, #9fdc9f)';
    if (own.some(({ code }) => code === 'output-differs')) line.append(' ', updateButton(chapter, id, lines));
  }
  showOthers(problems.filter(({ example }) => example === undefined));
}

/** What is wrong with a chapter itself: its links, its head, the form of its fences. */
function showOthers(problems: Verdicts['problems']): void {
  const main = document.querySelector('main');
  let list = document.querySelector<HTMLElement>('.dev-verdict-of-text');
  if (!main || (problems.length === 0 && !list)) return;
  if (!list) {
    list = addLine(main);
    list.classList.add('dev-verdict-of-text');
    main.prepend(list);
  }
  list.textContent = problems
    .map(({ line, code, message }) => `✗ line ${line}: ${code}: ${message}`)
    .join('\n');
  list.style.color = 'light-dark(#a40000, #ff9c8f)';
}

function updateButton(chapter: string, id: string, lines: ReadonlyMap<string, HTMLElement>): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Update output';
  button.style.cssText =
    'border: 1px solid; border-radius: 3px; padding: 0.1em 0.5em; color: inherit; cursor: pointer;';
  button.addEventListener('click', async () => {
    button.disabled = true;
    await ask(`update/${chapter}/${id}`, 'POST');
    // The page is loaded anew when the chapter was written; when nothing was, the verdict says why.
    await show(chapter, lines);
  });
  return button;
}

async function ask(what: string, method: 'GET' | 'POST'): Promise<Verdicts> {
  try {
    const base = import.meta.env.BASE_URL.replace(/\/$/, '');
    const response = await fetch(`${base}/@interleave/${what}`, { method, headers: header });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Verdicts;
  } catch (error) {
    return { problems: [], failure: error instanceof Error ? error.message : String(error) };
  }
}

function addLine(place: HTMLElement): HTMLElement {
  const line = document.createElement('p');
  line.className = 'dev-verdict';
  line.setAttribute('role', 'status');
  line.style.cssText =
    'white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.85em; margin: 0.25rem 0 1rem;';
  place.append(line);
  return line;
}
