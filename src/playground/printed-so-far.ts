/** Sets lines that are not printed yet at the moment shown apart from those that are. */

/**
 * @param host the example's output region
 * @param texts all lines of the run, in order
 * @param count how many are printed; all of them when undefined
 */
export function showPrinted(host: HTMLElement, texts: readonly string[], count: number | undefined): void {
  const lists = host.querySelectorAll(
    ':scope > .output-lines, :scope > .output-book:only-child > .output-lines',
  );
  const items = [...lists].flatMap((list) => [...list.children]);
  const lines = items.filter((item) => !/^(?:system|problem)$/.test(item.getAttribute('data-level') ?? ''));
  // Lines with conditions, in any order or cut off are not those of this very run.
  const same =
    lines.length === texts.length &&
    lines.every(
      (line, index) =>
        line.querySelector('.text')?.firstChild?.textContent?.trimEnd() === texts[index]?.trimEnd(),
    );
  for (const [index, line] of lines.entries())
    line.classList.toggle('is-later', same && count !== undefined && index >= count);
}
