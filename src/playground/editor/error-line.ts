/**
 * The line of the error that a run ended with. In place of Sandpack's inline errors, whose mark stays where it was while the
 * text moves, and makes the editor throw once the text has become shorter (sandpack-react 2.20.0).
 */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const setLine = StateEffect.define<number | undefined>();
const mark = Decoration.line({ class: 'is-marked' });

/** Shows the marked line, and keeps it on its text while that is edited. */
export const errorLine: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { changes, effects, newDoc }) {
    const effect = effects.find((candidate) => candidate.is(setLine));
    if (!effect) return set.map(changes);
    const line = effect.value as number | undefined;
    return line === undefined || line < 0 || line >= newDoc.lines
      ? Decoration.none
      : Decoration.set(mark.range(newDoc.line(line + 1).from));
  },
  provide: (self) => EditorView.decorations.from(self),
});

/** Marks a 0-based line, or none. A line that is not there (any more) is none. */
export function markError(view: EditorView, line: number | undefined): void {
  view.dispatch({ effects: setLine.of(line) });
}
