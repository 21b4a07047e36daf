/** Marks `await` and `yield` as the static code does: where a function hands control back is the book's subject. */
import { syntaxTree } from '@codemirror/language';
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin } from '@codemirror/view';

const mark = Decoration.mark({ class: 'c-switch' });

function findSwitches(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter({ name, from: start, to: end }) {
        if (name === 'await' || name === 'yield') found.add(start, end, mark);
      },
    });
  }
  return found.finish();
}

export const switches: Extension = ViewPlugin.define(
  (view) => ({
    marks: findSwitches(view),
    update({ view: current, docChanged, viewportChanged, startState, state }) {
      if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state))
        this.marks = findSwitches(current);
    },
  }),
  { decorations: ({ marks }) => marks },
);
