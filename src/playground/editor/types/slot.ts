/** The place in the editor where the types will be: empty until somebody writes, so that nobody waits for them. */
import { Compartment, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';

export interface TypesSlot {
  /** For the editor of one file. */
  extensionFor(file: string): Extension;
  /** Fills the editors there are and those to come. */
  fill(make: (file: string) => Extension): void;
}

/** `onFocus` hears when the reader is in the text. */
export function createTypesSlot(onFocus: () => void): TypesSlot {
  let makeFor: ((file: string) => Extension) | undefined;
  const open = new Map<EditorView, { file: string; compartment: Compartment }>();
  return {
    extensionFor(file) {
      const compartment = new Compartment();
      return [
        compartment.of(makeFor?.(file) ?? []),
        ViewPlugin.define((view) => {
          open.set(view, { file, compartment });
          return { destroy: () => open.delete(view) };
        }),
        EditorView.domEventHandlers({ focus: onFocus }),
      ];
    },
    fill(make) {
      makeFor = make;
      for (const [view, { file, compartment }] of open)
        view.dispatch({ effects: compartment.reconfigure(make(file)) });
    },
  };
}
