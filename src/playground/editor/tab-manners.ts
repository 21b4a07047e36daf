/**
 * Tab in an editor must not be a trap: it moves on until something was typed, and again after Escape has left the text.
 * The editor's own binding would indent from the first moment.
 */

/** `host` contains the editor; the listeners go with it. */
export function keepTabFree(host: HTMLElement): void {
  let typing = false;
  host.addEventListener('input', () => {
    typing = true;
  });
  host.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node) || !isText(event.relatedTarget)) typing = false;
  });
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' || event.key === 'Backspace' || event.key === 'Delete') {
        if (isText(event.target) && !event.ctrlKey && !event.metaKey) typing = true;
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
