/**
 * The drawing of a folded timeline, which comes when the fold is opened: most readers open few of them. Until it is there, and
 * where there is no script, the fold leads to the page that has it.
 */

/** What the address in `data-drawing` answers. */
export interface FoldedDrawing {
  /** The static timeline, as `timeline/render.ts` writes it. */
  html: string;
}

const coming = new WeakMap<Element, Promise<void>>();

const folds = (root: ParentNode) => root.querySelectorAll<HTMLDetailsElement>('details[data-drawing]');

/** Puts the drawing where the link to it stands; a fold that has it already stays as it is. */
function put(fold: HTMLElement, { html }: FoldedDrawing): void {
  if (fold.dataset['drawing'] === undefined) return;
  delete fold.dataset['drawing'];
  const link = fold.querySelector('.timeline-elsewhere');
  link?.insertAdjacentHTML('afterend', html);
  link?.remove();
}

/** Fetches the drawing of a fold, once. Never rejects: where it cannot be had, the link stays, and the next call tries again. */
export async function fetchDrawing(fold: HTMLElement): Promise<void> {
  const { drawing } = fold.dataset;
  if (drawing === undefined) return;
  const known = coming.get(fold);
  if (known) return known;
  const fetched = fetch(drawing)
    .then(async (response) => {
      if (response.ok) put(fold, await response.json());
    })
    .catch(() => {})
    .finally(() => coming.delete(fold));
  coming.set(fold, fetched);
  return fetched;
}

/** Gives every fold inside its drawing as soon as it is opened. */
export function followFolds(root: ParentNode): void {
  for (const fold of folds(root)) {
    if (fold.open) void fetchDrawing(fold);
    fold.addEventListener('toggle', () => {
      if (fold.open) void fetchDrawing(fold);
    });
  }
}

// Paper shows all of them, and waits for nothing: this is the one place where a request must not be asynchronous.
addEventListener('beforeprint', () => {
  for (const fold of folds(document)) {
    try {
      const request = new XMLHttpRequest();
      request.open('GET', fold.dataset['drawing'] ?? '', false);
      request.send();
      if (request.status === 200) put(fold, JSON.parse(request.responseText));
    } catch {
      // Offline, and never read: paper has the link.
    }
  }
});
