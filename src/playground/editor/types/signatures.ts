/** What a function wants, while its arguments are written. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { Signature } from '../../../typecheck/example-service.ts';
import type { TypeSession } from './session.ts';

const setShown = StateEffect.define<Tooltip | null>();
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { effects, changes }) {
    for (const effect of effects) if (effect.is(setShown)) return effect.value;
    return value && { ...value, pos: changes.mapPos(value.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

function describe({ label, parameter, documentation, index, count }: Signature): HTMLElement {
  const box = document.createElement('div');
  box.className = 'type-info';
  const code = document.createElement('code');
  if (parameter) {
    const active = document.createElement('strong');
    active.textContent = label.slice(parameter.from, parameter.to);
    code.append(label.slice(0, parameter.from), active, label.slice(parameter.to));
  } else code.textContent = label;
  box.append(code);
  const words = [count > 1 ? `${index + 1} of ${count}.` : '', documentation].filter(Boolean).join(' ');
  if (words) {
    const line = document.createElement('p');
    line.textContent = words;
    box.append(line);
  }
  return box;
}

/** `say` gets what was asked for by keyboard, for those who hear the page. */
export function signatures(file: string, session: TypeSession, say: (text: string) => void): Extension {
  let asked = 0;
  async function look(view: EditorView, loud: boolean) {
    const mine = ++asked;
    const { doc, selection } = view.state;
    const found = await session.ask('signature', file, selection.main.head);
    if (mine !== asked || !view.dom.isConnected) return;
    // The writer has gone on meanwhile, perhaps out of the call.
    if (view.state.doc !== doc || !view.state.selection.eq(selection)) return void look(view, loud);
    const tooltip = found
      ? { pos: selection.main.head, above: true, create: () => ({ dom: describe(found) }) }
      : null;
    if (tooltip || view.state.field(shown, false)) view.dispatch({ effects: setShown.of(tooltip) });
    if (loud) say(found ? found.label : 'The cursor is not inside the arguments of a call.');
  }
  return [
    shown,
    EditorView.updateListener.of(({ view, docChanged, selectionSet, transactions }) => {
      const opens = transactions.some((transaction) => {
        let found = false;
        if (transaction.isUserEvent('input'))
          transaction.changes.iterChanges((_a, _b, _c, _d, text) => {
            found ||= /[(,]/.test(text.toString());
          });
        return found;
      });
      const isOpen = view.state.field(shown, false) != null;
      if (opens || (isOpen && (docChanged || selectionSet))) void look(view, false);
    }),
    keymap.of([
      {
        key: 'Mod-Shift-Space',
        run(view) {
          void look(view, true);
          return true;
        },
      },
      {
        key: 'Escape',
        run(view) {
          asked++;
          if (!view.state.field(shown)) return false;
          view.dispatch({ effects: setShown.of(null) });
          return true;
        },
      },
    ]),
    EditorView.domEventHandlers({
      blur: (_event, view) => {
        asked++;
        if (view.state.field(shown)) view.dispatch({ effects: setShown.of(null) });
      },
    }),
  ];
}
