/** Takes chapters out of a list by chapter (`ByChapter.astro`) whose entries are all hidden, and brings the others back. */
export function hideEmptyChapters(): void {
  for (const chapter of document.querySelectorAll<HTMLElement>('[data-part="chapter"]'))
    chapter.hidden = chapter.querySelector('li:not([hidden])') === null;
}
