/** Names that fit where the cursor is, with what they are; a name of a world brings its import along. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Completion as Entry } from '../../../typecheck/example-service.ts';
import { describeType } from './hover.ts';
import type { TypeSession } from './session.ts';

/** TypeScript's words in the ones the editor knows. */
const types: Record<string, string> = {
  'local function': 'function',
  'local var': 'variable',
  const: 'variable',
  let: 'variable',
  var: 'variable',
  parameter: 'variable',
  'local class': 'class',
  getter: 'property',
  setter: 'property',
  module: 'namespace',
  alias: 'variable',
};

/** Written names first, then members, globals, keywords; what has to be imported comes last. TypeScript's ranks are `0` … `18`. */
const boostOf = ({ rank }: Entry) => -Math.min(99, Number.parseInt(rank, 10) || 0);

export function completions(file: string, session: TypeSession): Extension {
  async function complete(context: CompletionContext): Promise<CompletionResult | null> {
    const before = context.matchBefore(/[\w$]+|[.'"`/@#]/);
    if (!context.explicit && !before) return null;
    const found = await session.ask('complete', file, context.pos);
    if (!found || context.aborted) return null;
    const options = found.entries.map((entry) => toOption(entry, context.pos));
    const { from, word, isWhole } = found;
    const validFor = (text: string) =>
      /^[\w$]*$/.test(text) && (isWhole ? text.startsWith(word) : text === word);
    return { from, options, validFor };
  }

  function toOption(entry: Entry, position: number): Completion {
    const { name, kind, insert, from, source } = entry;
    const describe = () => session.ask('describe', file, position, entry);
    return {
      label: name,
      type: types[kind] ?? kind,
      boost: boostOf(entry),
      ...(from && { detail: from }),
      async info() {
        const details = await describe();
        return details ? describeType(details.type, details.documentation) : null;
      },
      apply(view, option, start, end) {
        const text = insert ?? name;
        if (!source) return insertText(view, option, { from: start, to: end, insert: text });
        const { doc } = view.state;
        void describe().then((details) => {
          if (view.state.doc !== doc) return;
          insertText(view, option, { from: start, to: end, insert: text }, details?.changes);
        });
      },
    };
  }

  return autocompletion({ override: [complete], icons: false, activateOnTypingDelay: 50 });
}

interface Change {
  from: number;
  to: number;
  insert: string;
}

function insertText(view: EditorView, option: Completion, change: Change, others: Change[] = []) {
  const changes = view.state.changes([change, ...others]);
  view.dispatch({
    changes,
    selection: {
      anchor: changes.mapPos(change.to, -1) + (change.to === change.from ? change.insert.length : 0),
    },
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(option),
    scrollIntoView: true,
  });
}
