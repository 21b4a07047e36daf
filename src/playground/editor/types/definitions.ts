/** Going to where a name is defined, inside the example. */
import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Place } from '../../output-list.ts';
import type { TypeSession } from './session.ts';

export interface DefinitionOptions {
  /** Opens the file and puts the cursor at the place. */
  show(place: Place): void;
  say(text: string): void;
}

export function definitions(file: string, session: TypeSession, { show, say }: DefinitionOptions): Extension {
  async function go(offset: number) {
    const found = await session.ask('define', file, offset);
    if (!found) return say('There is no definition of what the cursor is at.');
    if ('outside' in found)
      return say(
        found.outside.startsWith('worlds/')
          ? `It is defined in ${found.outside}, a part of the world. Download has the file.`
          : `It is defined in ${found.outside}.`,
      );
    show(placeOf(found.file, session.files[found.file] ?? '', found.from));
  }
  return [
    keymap.of([
      {
        key: 'F12',
        run(view) {
          void go(view.state.selection.main.head);
          return true;
        },
      },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null) return false;
        event.preventDefault();
        void go(offset);
        return true;
      },
    }),
  ];
}

/** The 0-based line and column of an offset. */
export function placeOf(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { file, line, column: offset - (before.lastIndexOf('\n') + 1) };
}
