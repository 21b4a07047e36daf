/** Lines that the reader cannot change: marked, and kept wherever the lines around them move. */
import { EditorState, type Extension, RangeSet, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** `lines` are 0-based `[first, last]` pairs of the text the editor starts with. */
export function keepLines(lines: readonly (readonly [number, number])[]): Extension {
  if (lines.length === 0) return [];
  const marks = StateField.define<DecorationSet>({
    create: ({ doc }) => RangeSet.of(lines.flatMap((pair) => markLines(doc, pair))),
    update: (set, { changes }) => set.map(changes),
    provide: (field) => EditorView.decorations.from(field),
  });
  const guard = EditorState.changeFilter.of((transaction) => {
    const typed = ['input', 'delete', 'move'].some((kind) => transaction.isUserEvent(kind));
    // Reset, and undoing it, write the whole text.
    if (!typed) return true;
    const { doc } = transaction.startState;
    const set = transaction.startState.field(marks);
    let allowed = true;
    transaction.changes.iterChanges((from, to) => {
      // Joining a kept line with its neighbour changes it too, so its ends belong to it.
      set.between(doc.lineAt(from).from, doc.lineAt(to).to, (at) => {
        const line = doc.lineAt(at);
        if (from <= line.to && to >= line.from) allowed = false;
      });
    });
    return allowed;
  });
  return [marks, guard];
}

const mark = Decoration.line({ class: 'read-only' });

function markLines(doc: Text, [first, last]: readonly [number, number]) {
  const ranges = [];
  for (let line = first; line <= last && line < doc.lines; line++)
    ranges.push(mark.range(doc.line(line + 1).from));
  return ranges;
}
