/** Type errors where they are: underlined in the text, with TypeScript's words on hover and at the cursor. */
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { type EditorView, keymap, ViewPlugin } from '@codemirror/view';
import type { FileProblem } from '../../../typecheck/example-service.ts';
import type { TypeSession } from './session.ts';

/** Shows what the session has found in the file, in this view. */
export function showProblems(view: EditorView, file: string, problems: readonly FileProblem[]): void {
  const end = view.state.doc.length;
  const shown = problems
    .filter((problem) => problem.file === file)
    .map(({ from, to, code, message }): Diagnostic => {
      const start = Math.min(from, end);
      return {
        from: start,
        to: Math.max(start, Math.min(to, end)),
        severity: 'error',
        source: `TS${code}`,
        message,
      };
    });
  view.dispatch(setDiagnostics(view.state, shown));
}

/** Tells the session what is written, and shows what is known of the file already when its editor opens. */
export function problemsOf(file: string, session: TypeSession, views: Map<EditorView, string>): Extension {
  return [
    ViewPlugin.define((view) => {
      views.set(view, file);
      // An editor that is being made cannot be told anything yet.
      queueMicrotask(() => {
        if (!views.has(view)) return;
        showProblems(view, file, session.problems);
        // What was typed while the types were loading.
        session.write(file, `${view.state.doc}\n`);
      });
      return {
        update({ docChanged, state }) {
          if (docChanged) session.write(file, `${state.doc}\n`);
        },
        destroy: () => views.delete(view),
      };
    }),
    keymap.of(lintKeymap),
  ];
}
