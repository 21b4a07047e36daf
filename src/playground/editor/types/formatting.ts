/** TypeScript's own formatter, when the reader asks for it. */
import type { Extension } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import type { TypeSession } from './session.ts';

/** Formats the file in one step that can be undone; lines that are kept from changing stay as they are. */
export async function formatFile(
  view: EditorView,
  file: string,
  session: TypeSession,
  say: (text: string) => void,
): Promise<void> {
  const { doc } = view.state;
  const found = (await session.ask('format', file)) ?? [];
  if (view.state.doc !== doc) return;
  const changes = found
    .filter(({ from }) => from <= doc.length)
    .map(({ from, to, insert }) => ({ from, to: Math.min(to, doc.length), insert }))
    .filter(({ from, to, insert }) => doc.sliceString(from, to) !== insert);
  if (changes.length === 0) return say('It is formatted already.');
  view.dispatch({ changes, userEvent: 'input.format' });
  say(view.state.doc === doc ? 'Lines that are kept from changing cannot be formatted.' : 'Formatted.');
}

export const formatting = (file: string, session: TypeSession, say: (text: string) => void): Extension =>
  keymap.of([
    {
      key: 'Shift-Alt-f',
      run(view) {
        void formatFile(view, file, session, say);
        return true;
      },
    },
  ]);
