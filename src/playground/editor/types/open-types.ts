/** Types in the editor: fetched when the reader first writes, then errors, hovers, completions, signatures, definitions, formatting. */
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, tooltips } from '@codemirror/view';
import { openTypeService, type TypeService } from '../../../typecheck/client.ts';
import type { FileProblem } from '../../../typecheck/example-service.ts';
import type { ExampleData } from '../../example-data.ts';
import type { Files } from '../../kept-edits.ts';
import type { Place } from '../../output-list.ts';
import { completions } from './completions.ts';
import { definitions } from './definitions.ts';
import { formatFile, formatting } from './formatting.ts';
import { hovers } from './hover.ts';
import { problemsOf, showProblems } from './problems.ts';
import { createTypeSession } from './session.ts';
import { signatures } from './signatures.ts';

export interface TypesOptions {
  data: ExampleData;
  /** The text as it is now. */
  files(): Files;
  /** Opens the file and puts the cursor at the place. */
  show(place: Place): void;
  /** Says something that was asked for. */
  say(text: string): void;
  /** How much has arrived, 0 … 1. */
  onProgress(share: number): void;
  onProblems(problems: readonly FileProblem[]): void;
}

export interface Types {
  extensionFor(file: string): Extension;
  /** Formats the file that is open. */
  format(): Promise<void>;
  /** Files may have been changed whose editor is not open: by Reset, or by undoing it. */
  sync(): void;
}

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

let withNode: Promise<TypeService> | undefined;
let withoutNode: Promise<TypeService> | undefined;
/** The service is one for all examples of the page; one that knows Node's types serves those without as well. */
function openService(node: boolean, onProgress: (share: number) => void): Promise<TypeService> {
  const open = () => openTypeService({ base, node, onProgress });
  if (node) {
    withNode ??= open().catch((error: unknown) => {
      withNode = undefined;
      throw error;
    });
    return withNode;
  }
  withoutNode ??= (withNode ?? open()).catch((error: unknown) => {
    withoutNode = undefined;
    throw error;
  });
  return withoutNode;
}

/** Resolves when the first errors are known. */
export async function openTypes(options: TypesOptions): Promise<Types> {
  const { data, files, show, say, onProgress, onProblems } = options;
  const node = data.options.flavour === 'node';
  const service = await openService(node, onProgress);
  const views = new Map<EditorView, string>();
  const session = createTypeSession({
    service,
    example: `${data.chapter}/${data.id}`,
    kind: node ? 'node' : 'browser',
    files: files(),
    onProblems(problems) {
      for (const [view, file] of views) showProblems(view, file, problems);
      onProblems(problems);
    },
  });
  await session.check();
  return {
    extensionFor: (file) => [
      problemsOf(file, session, views),
      // Escape closes what is open before it leaves the text, so these come before the editor's own keys.
      Prec.high([hovers(file, session, say), signatures(file, session, say)]),
      completions(file, session),
      Prec.high([definitions(file, session, { show, say }), formatting(file, session, say)]),
      tooltips({ parent: document.querySelector<HTMLElement>('main') ?? document.body }),
    ],
    sync() {
      const open = new Set(views.values());
      for (const [file, text] of Object.entries(files())) if (!open.has(file)) session.write(file, text);
    },
    async format() {
      const [view, file] = [...views].find(([{ dom }]) => dom.isConnected) ?? [];
      if (view && file !== undefined) await formatFile(view, file, session, say);
    },
  };
}
