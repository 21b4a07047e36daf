/** The line that the moment shown in the timeline stands at, and the line that the reader puts the cursor on. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const setLine = StateEffect.define<number | undefined>();
const mark = Decoration.line({ class: 'is-current' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { docChanged, effects, state }) {
    const effect = effects.find((candidate) => candidate.is(setLine));
    if (effect) {
      const line = effect.value as number | undefined;
      return line === undefined || line >= state.doc.lines
        ? Decoration.none
        : Decoration.set(mark.range(state.doc.line(line + 1).from));
    }
    // What was run is no longer what stands here.
    return docChanged ? Decoration.none : set;
  },
  provide: (self) => EditorView.decorations.from(self),
});

/** `onLine` gets the 0-based line when the reader moves the cursor there without changing anything. */
export function currentLine(onLine: (line: number) => void): Extension {
  return [
    field,
    EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
      if (docChanged || !selectionSet || !state.selection.main.empty) return;
      if (transactions.some((transaction) => transaction.isUserEvent('select')))
        onLine(state.doc.lineAt(state.selection.main.head).number - 1);
    }),
  ];
}

/** Marks a 0-based line, or none. */
export function markCurrent(view: EditorView, line: number | undefined): void {
  const marked = view.state.field(field, false)?.iter().value ? view.state.field(field).iter().from : -1;
  const wanted = line === undefined || line >= view.state.doc.lines ? -1 : view.state.doc.line(line + 1).from;
  if (marked === wanted) return;
  // The reader's place on the page stays: this happens at every step.
  view.dispatch({ effects: setLine.of(line) });
}
