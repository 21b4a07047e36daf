/** What a name is: on hover, and at the cursor when asked for by keyboard. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Hover } from '../../../typecheck/example-service.ts';
import type { TypeSession } from './session.ts';

export function describeType(type: string, documentation: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'type-info';
  const code = document.createElement('code');
  code.textContent = type;
  box.append(code);
  if (documentation) {
    const words = document.createElement('p');
    words.textContent = documentation;
    box.append(words);
  }
  return box;
}

const toTooltip = ({ from, to, type, documentation }: Hover): Tooltip => ({
  pos: from,
  end: to,
  above: true,
  create: () => ({ dom: describeType(type, documentation) }),
});

const setShown = StateEffect.define<Tooltip | null>();
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(setShown)) return effect.value;
    return docChanged || selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

/** `say` gets what was asked for by keyboard, for those who hear the page. */
export function hovers(file: string, session: TypeSession, say: (text: string) => void): Extension {
  const look = async (view: EditorView) => {
    const { doc, selection } = view.state;
    const info = await session.ask('hover', file, selection.main.head);
    if (view.state.doc !== doc) return;
    view.dispatch({ effects: setShown.of(info ? toTooltip(info) : null) });
    say(
      info
        ? [info.type, info.documentation].filter(Boolean).join('. ')
        : 'There is nothing to say about this place.',
    );
  };
  return [
    hoverTooltip(
      async (view, position) => {
        const { doc } = view.state;
        const info = await session.ask('hover', file, position);
        return info && view.state.doc === doc ? toTooltip(info) : null;
      },
      { hideOnChange: true },
    ),
    shown,
    keymap.of([
      {
        // Mod-k, as elsewhere, is the book's search.
        key: 'Mod-i',
        run(view) {
          void look(view);
          return true;
        },
      },
      {
        key: 'Escape',
        run(view) {
          if (!view.state.field(shown)) return false;
          view.dispatch({ effects: setShown.of(null) });
          return true;
        },
      },
    ]),
    EditorView.domEventHandlers({
      blur: (_event, view) => {
        if (view.state.field(shown)) view.dispatch({ effects: setShown.of(null) });
      },
    }),
  ];
}
