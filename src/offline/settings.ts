/** Where the reader's choice is kept: `off` when nothing of the book shall be. */
const choiceKey = 'interleave:offline';

/** On an example whose edit the browser would not keep: such a page is never reloaded by itself. */
export const notKeptAttribute = 'data-edit-not-kept';

export function isSwitchedOff(): boolean {
  try {
    return localStorage.getItem(choiceKey) === 'off';
  } catch {
    return true;
  }
}

export function setSwitchedOff(off: boolean): void {
  try {
    if (off) localStorage.setItem(choiceKey, 'off');
    else localStorage.removeItem(choiceKey);
  } catch {
    // Whoever forbids storage has switched it off already.
  }
}

/** The folder the site lies in, as a path with both slashes. */
export const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
