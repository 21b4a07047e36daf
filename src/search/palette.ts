/** The search over whatever page is open: a dialog that is made on first use. */
import { mountSearchBox, type SearchBox } from './search-box.ts';
import './search.css';

let dialog: HTMLDialogElement | undefined;
let box: SearchBox | undefined;

/** @param base the folder the site lies in, with both slashes */
export function openPalette(base: string): void {
  if (!dialog) {
    dialog = document.createElement('dialog');
    dialog.className = 'search-palette';
    dialog.setAttribute('aria-label', 'Search the book');
    const root = document.createElement('div');
    root.id = 'search-palette';
    dialog.append(root);
    document.body.append(dialog);
    box = mountSearchBox(root, base);
    const opened = dialog;
    // A press on the backdrop is a press on the dialog itself.
    opened.addEventListener('click', ({ target }) => {
      if (target === opened || (target as Element).closest('a')) opened.close();
    });
  }
  if (!dialog.open) dialog.showModal();
  box?.input.select();
}
