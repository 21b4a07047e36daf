/**
 * Tab in an editor must not be a trap: it moves on until something was typed, and again after Escape has left the text.
 * The editor's own binding would indent from the first moment.
 */

export const runKey = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘+Enter' : 'Ctrl+Enter';

/** What the reader is told when the keyboard focus is on the editor, and when it is in its text. */
export const hints = {
  outside: 'Enter starts editing, Tab moves on.',
  inside: `Escape leaves the editor, ${runKey} runs.`,
};

/** `host` contains the editor; the listeners go with it. `onHint` gets the hint that fits, and `undefined` when none does. */
export function keepTabFree(host: HTMLElement, onHint: (hint: string | undefined) => void): void {
  let typing = false;
  host.addEventListener('input', () => {
    typing = true;
  });
  host.addEventListener('focusin', ({ target }) => {
    if (isText(target)) onHint(hints.inside);
    else if (target instanceof Element && target.matches('[role=textbox]')) onHint(hints.outside);
    else onHint(undefined);
  });
  host.addEventListener('focusout', ({ relatedTarget }) => {
    if (!isText(relatedTarget)) typing = false;
    if (!(relatedTarget instanceof Node) || !host.contains(relatedTarget)) onHint(undefined);
  });
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' || event.key === 'Backspace' || event.key === 'Delete') {
        if (isText(event.target)) typing = true;
      } else if (event.key === 'Tab' && !typing) {
        // The browser moves the focus; the editor does not hear of it.
        event.stopPropagation();
      }
    },
    true,
  );
}

const isText = (target: EventTarget | null) =>
  target instanceof Element && target.closest('.cm-content') !== null;
