/** Sandpack's provider and editor around the files of one example, talking to our own broker and to nobody else. */

import { EditorState } from '@codemirror/state';
import {
  type CodeEditorRef,
  SandpackCodeEditor,
  SandpackProvider,
  useSandpack,
  useSandpackClient,
} from '@codesandbox/sandpack-react';
import { Component, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ExampleData } from '../example-data.ts';
import type { Place } from '../output-list.ts';
import { currentLine, markCurrent } from './current-line.ts';
import { errorLine, markError } from './error-line.ts';
import { FileTabs, useTabIds } from './file-tabs.tsx';
import { keepLines } from './read-only-lines.ts';
import type { Client } from './sandpack-channel.ts';
import { switches } from './switches.ts';
import { sandpackTheme } from './theme.ts';
import type { TypesSlot } from './types/slot.ts';

export interface IslandHandle {
  files(): Record<string, string>;
  replace(files: Record<string, string>): void;
  show(place: Place): void;
  mark(place: Pick<Place, 'file' | 'line'> | undefined): void;
  focus(): void;
  /** Resolves with Sandpack's client once its first compile message was answered. */
  connect(): Promise<Client>;
}

interface IslandProps {
  data: ExampleData;
  files: Record<string, string>;
  brokerUrl: string;
  onChange(): void;
  onLine(place: Pick<Place, 'file' | 'line'>): void;
  onReady(handle: IslandHandle): void;
  onError(error: unknown): void;
  types: TypesSlot;
}

/** Sandpack's file paths are absolute. */
const pathOf = (name: string) => `/${name}`;

/** The last line end is left out while editing: the editor would show an empty line that the static code does not have. */
const toText = (code: string) => code.replace(/\n$/, '');
const toCode = (text: string) => `${text}\n`;

export function Island(props: IslandProps) {
  const { data, files, brokerUrl, onError } = props;
  // Sandpack starts anew whenever these objects change, so they are made once.
  const [setup] = useState(() => ({
    files: {
      ...Object.fromEntries(
        data.files.map(({ name, hidden }) => [pathOf(name), { code: toText(files[name] ?? ''), hidden }]),
      ),
      // Without a run number in here no compile message of Sandpack's runs anything.
      '/.interleave.json': { code: '{}', hidden: true },
    },
    customSetup: { entry: pathOf(data.entry), environment: 'parcel' as const, dependencies: {} },
    options: {
      // Our own page, always; without this Sandpack asks a third party.
      bundlerURL: brokerUrl,
      activeFile: pathOf(data.entry),
      autorun: false,
      autoReload: false,
      initMode: 'immediate' as const,
    },
  }));
  return (
    <Boundary onError={onError}>
      <SandpackProvider {...setup} theme={sandpackTheme}>
        <Inside {...props} />
      </SandpackProvider>
    </Boundary>
  );
}

function Inside({ data, onChange, onLine, onReady, types }: IslandProps) {
  const { sandpack, listen } = useSandpack();
  const { iframe, getClient } = useSandpackClient();
  const editor = useRef<CodeEditorRef>(null);
  const pending = useRef<Place | undefined>(undefined);
  const marked = useRef<Pick<Place, 'file' | 'line'> | undefined>(undefined);
  const hearLine = useRef(onLine);
  hearLine.current = onLine;
  const latest = useRef(sandpack);
  latest.current = sandpack;

  const active = data.files.find(({ name }) => pathOf(name) === sandpack.activeFile);
  const extensions = useMemo(
    () => [
      EditorState.tabSize.of(2),
      switches,
      keepLines(active?.readOnly ?? []),
      errorLine,
      currentLine((line) => active && hearLine.current({ file: active.name, line })),
      active ? types.extensionFor(active.name) : [],
    ],
    [active, types],
  );
  const view = () => editor.current?.getCodemirror();

  const texts = JSON.stringify(data.files.map(({ name }) => sandpack.files[pathOf(name)]?.code));
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the texts count, not who hears of it
  useEffect(() => {
    if (first.current) first.current = false;
    else {
      marked.current = undefined;
      onChange();
    }
  }, [texts]);

  function jump() {
    const target = pending.current;
    const found = view();
    if (!target || !found || latest.current.activeFile !== pathOf(target.file)) return;
    pending.current = undefined;
    const line = found.state.doc.line(Math.min(target.line + 1, found.state.doc.lines));
    found.dispatch({
      selection: { anchor: Math.min(line.from + target.column, line.to) },
      scrollIntoView: true,
    });
    found.focus();
  }
  // Another file has another editor: the jump waits until that one is there.
  useEffect(jump);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is looked for when a message comes
  useEffect(
    () =>
      listen((message) => {
        const found = view();
        if (!found) return;
        if (message.type === 'start' || message.type === 'success') markError(found, undefined);
        else if (
          message.type === 'action' &&
          message.action === 'show-error' &&
          message.path === sandpack.activeFile
        )
          markError(found, message.line - 1);
      }),
    [listen, sandpack.activeFile],
  );

  function showMark() {
    const found = view();
    const here = marked.current && latest.current.activeFile === pathOf(marked.current.file);
    if (found) markCurrent(found, here ? marked.current?.line : undefined);
  }
  useEffect(showMark);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor stands
  useEffect(() => {
    onReady({
      files: () =>
        Object.fromEntries(
          data.files.map(({ name, code }) => {
            const text = latest.current.files[pathOf(name)]?.code ?? toText(code);
            return [name, text === toText(code) ? code : toCode(text)];
          }),
        ),
      replace(files) {
        marked.current = undefined;
        const changed = Object.entries(files).map(([name, code]) => [
          pathOf(name),
          { ...latest.current.files[pathOf(name)], code: toText(code) },
        ]);
        latest.current.updateFile(Object.fromEntries(changed), undefined, false);
      },
      show(place) {
        pending.current = place;
        const path = pathOf(place.file);
        if (latest.current.activeFile === path) jump();
        else latest.current.openFile(path);
      },
      mark(place) {
        marked.current = place;
        if (place && latest.current.activeFile !== pathOf(place.file))
          latest.current.openFile(pathOf(place.file));
        else showMark();
      },
      focus: () => view()?.focus(),
      async connect() {
        if (!getClient()) await latest.current.runSandpack();
        return getClient() as Client;
      },
    });
  }, []);

  const tabs = useTabIds();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Sandpack names a tab of its own here.
    const panel = box.current?.querySelector('.sp-code-editor');
    if (!panel) return;
    panel.id = tabs.panel;
    if (sandpack.visibleFiles.length > 1) {
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tabs.idOf(sandpack.activeFile));
    } else {
      panel.removeAttribute('role');
      panel.removeAttribute('aria-labelledby');
    }
  });

  const folded = data.files.filter(
    ({ name, hidden }) => hidden && !sandpack.visibleFiles.includes(pathOf(name)),
  );
  return (
    <div ref={box}>
      <FileTabs {...tabs} />
      <SandpackCodeEditor
        ref={editor}
        extensions={extensions}
        initMode="immediate"
        showLineNumbers={false}
        showRunButton={false}
        showTabs={false}
      />
      {folded.map(({ name }) => (
        <button
          key={name}
          type="button"
          className="button-quiet editor-setup"
          onClick={() => sandpack.openFile(pathOf(name))}
        >
          Set-up: <code>{name}</code>
        </button>
      ))}
      <iframe
        ref={iframe}
        title="Runs the edited example"
        hidden
        // Sandpack would allow pop-ups, downloads, the camera and more; our page needs none of it.
        sandbox="allow-scripts allow-same-origin"
        allow=""
      />
    </div>
  );
}

class Boundary extends Component<{ onError(error: unknown): void; children: ReactNode }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidCatch(error: unknown) {
    this.props.onError(error);
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
