/**
 * The text of an example's files, in CodeMirror: a view for each file that was opened, so that each keeps its history, cursor
 * and marks. Not Sandpack's editor, which renders anew at every key, and then parses the whole text and makes an element for
 * every word of it, out of sight (sandpack-react 2.20.0).
 */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import {
  defaultKeymap,
  deleteGroupBackward,
  history,
  historyKeymap,
  indentLess,
  indentMore,
} from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching } from '@codemirror/language';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap } from '@codemirror/view';
import type { ExampleFile } from '../example-data.ts';
import type { Files } from '../kept-edits.ts';
import type { Place } from '../output-list.ts';
import { currentLine, markCurrent } from './current-line.ts';
import { errorLine, markError } from './error-line.ts';
import { keepLines } from './read-only-lines.ts';
import { switches } from './switches.ts';
import { theme } from './theme.ts';
import type { TypesSlot } from './types/slot.ts';

export interface CodeEditor {
  /** What stands in the page. It has the keyboard focus before Enter leads into the text, and after Escape. */
  readonly element: HTMLElement;
  /** The texts as they are now. */
  files(): Files;
  replace(files: Files): void;
  /** Shows this file. */
  open(file: string): void;
  /** Puts the cursor at a place of the file that is shown, and the focus there. */
  goTo(place: Place): void;
  /** Marks the line a moment of a run stands at, in the file that is shown; or none, anywhere. */
  mark(place: Pick<Place, 'file' | 'line'> | undefined): void;
  /** Marks the 0-based line of the error that a run ended with; or none, anywhere. */
  markError(place: Pick<Place, 'file' | 'line'> | undefined): void;
  focus(): void;
}

export interface CodeEditorOptions {
  /** The files as the book has them. */
  files: readonly ExampleFile[];
  /** The texts to begin with. */
  texts: Files;
  /** The file to begin with. */
  entry: string;
  types: TypesSlot;
  onChange(): void;
  /** The reader moved the cursor to another place, without changing anything. */
  onLine(place: Pick<Place, 'file' | 'line'>): void;
}

/** The last line end is left out while editing: the editor would show an empty line that the static code does not have. */
const toText = (code: string) => code.replace(/\n$/, '');
const toCode = (text: string) => `${text}\n`;

export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { files, types, onChange, onLine } = options;
  const element = document.createElement('div');
  element.className = 'code-editor';
  element.setAttribute('role', 'textbox');
  element.setAttribute('aria-multiline', 'true');
  element.setAttribute('translate', 'no');
  element.tabIndex = 0;
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== element) return;
    event.preventDefault();
    shown.focus();
  });

  /** Texts of files that were never opened. */
  const unopened = new Map(files.map(({ name, code }) => [name, options.texts[name] ?? code]));
  const views = new Map<string, EditorView>();
  /** What a document is as a file: asked for at every key, of every file. */
  const codes = new WeakMap<Text, string>();
  let isReplacing = false;

  function viewOf(file: ExampleFile): EditorView {
    const known = views.get(file.name);
    if (known) return known;
    const view = new EditorView({
      doc: toText(unopened.get(file.name) ?? ''),
      extensions: [
        extensionsOf(file),
        errorLine,
        currentLine((line) => onLine({ file: file.name, line })),
        types.extensionFor(file.name),
        keys(element),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged && !isReplacing) onChange();
        }),
      ],
    });
    views.set(file.name, view);
    unopened.delete(file.name);
    return view;
  }

  function codeOf({ name, code }: ExampleFile): string {
    const doc = views.get(name)?.state.doc;
    if (!doc) return unopened.get(name) ?? code;
    let now = codes.get(doc);
    if (now === undefined) {
      const text = doc.toString();
      now = text === toText(code) ? code : toCode(text);
      codes.set(doc, now);
    }
    return now;
  }

  function open(name: string): EditorView {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) throw new Error(`The example has no file ${name}.`);
    const view = viewOf(file);
    element.setAttribute('aria-label', nameOf(file));
    if (view.dom.parentElement !== element) element.replaceChildren(view.dom);
    return view;
  }

  let shown = open(options.entry);

  return {
    element,
    files: () => Object.fromEntries(files.map((file) => [file.name, codeOf(file)])),
    replace(texts) {
      isReplacing = true;
      try {
        for (const [name, code] of Object.entries(texts)) {
          const view = views.get(name);
          if (view) replaceText(view, toText(code));
          else if (unopened.has(name)) unopened.set(name, code);
        }
      } finally {
        isReplacing = false;
      }
      onChange();
    },
    open(file) {
      shown = open(file);
    },
    goTo({ line, column }) {
      const { doc } = shown.state;
      const found = doc.line(Math.min(line + 1, doc.lines));
      shown.dispatch({
        selection: { anchor: Math.min(found.from + column, found.to) },
        scrollIntoView: true,
      });
      shown.focus();
    },
    mark(place) {
      for (const [file, view] of views) markCurrent(view, file === place?.file ? place.line : undefined);
    },
    markError(place) {
      for (const [file, view] of views) markError(view, file === place?.file ? place.line : undefined);
    },
    focus: () => shown.focus(),
  };
}

const nameOf = ({ name }: ExampleFile) => `Code Editor for ${name}`;

function extensionsOf(file: ExampleFile): Extension {
  return [
    highlightSpecialChars(),
    history(),
    closeBrackets(),
    bracketMatching(),
    highlightActiveLine(),
    EditorState.tabSize.of(2),
    typescriptLanguage,
    theme,
    switches,
    keepLines(file.readOnly),
    EditorView.contentAttributes.of({
      'aria-label': nameOf(file),
      // Tab leads to the editor, Enter into its text.
      tabindex: '-1',
      // Grammarly and LanguageTool would write into it.
      'data-gramm': 'false',
      'data-lt-active': 'false',
    }),
  ];
}

/** After those of the types: Escape closes what is open before it leaves the text. */
const keys = (element: HTMLElement): Extension =>
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    { key: 'Tab', run: indentMore, shift: indentLess },
    {
      key: 'Escape',
      run() {
        element.focus();
        return true;
      },
    },
    { key: 'Mod-Backspace', run: deleteGroupBackward },
  ]);

/** Writes another text, and leaves cursor and marks where nothing is another. */
function replaceText(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  if (before === text) return;
  const shorter = Math.min(before.length, text.length);
  let from = 0;
  while (from < shorter && before[from] === text[from]) from++;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === text.at(-1 - same)) same++;
  view.dispatch({
    changes: { from, to: before.length - same, insert: text.slice(from, text.length - same) },
  });
}
