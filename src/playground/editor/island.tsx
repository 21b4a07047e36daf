/** Sandpack's provider and client around the editor of one example, talking to our own broker and to nobody else. */

import { SandpackProvider, useSandpack, useSandpackClient } from '@codesandbox/sandpack-react/unstyled';
import { Component, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ExampleData } from '../example-data.ts';
import type { Files } from '../kept-edits.ts';
import type { Place } from '../output-list.ts';
import { type CodeEditor, createCodeEditor } from './code-editor.ts';
import { FileTabs } from './file-tabs.tsx';
import type { Client } from './sandpack-channel.ts';
import type { TypesSlot } from './types/slot.ts';

export interface IslandHandle extends Pick<CodeEditor, 'files' | 'replace' | 'focus'> {
  /** Opens the file and puts the cursor at the place. */
  show(place: Place): void;
  /** Opens the file and marks the line a moment of a run stands at, or marks none. */
  mark(place: Pick<Place, 'file' | 'line'> | undefined): void;
  /** Resolves with Sandpack's client once its first compile message was answered. */
  connect(): Promise<Client>;
}

interface IslandProps {
  data: ExampleData;
  files: Files;
  brokerUrl: string;
  onChange(): void;
  onLine(place: Pick<Place, 'file' | 'line'>): void;
  onReady(handle: IslandHandle): void;
  onError(error: unknown): void;
  types: TypesSlot;
}

/** Sandpack's file paths are absolute. */
const pathOf = (name: string) => `/${name}`;

export function Island(props: IslandProps) {
  const { data, files, brokerUrl, onError } = props;
  // Sandpack starts anew whenever these objects change, so they are made once. What is typed goes to the broker with each
  // run; Sandpack knows the texts it began with, so that nothing is drawn at a key but the text.
  const [setup] = useState(() => ({
    files: {
      ...Object.fromEntries(Object.entries(files).map(([name, code]) => [pathOf(name), { code }])),
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
      <SandpackProvider {...setup}>
        <Inside {...props} />
      </SandpackProvider>
    </Boundary>
  );
}

function Inside({ data, files, onChange, onLine, onReady, types }: IslandProps) {
  const { sandpack, listen } = useSandpack();
  const { iframe, getClient } = useSandpackClient();
  const latest = useRef(sandpack);
  latest.current = sandpack;
  const panel = useRef<HTMLDivElement>(null);
  const [editor] = useState(() =>
    createCodeEditor({ files: data.files, texts: files, entry: data.entry, types, onChange, onLine }),
  );
  const [active, setActive] = useState(data.entry);
  const [tabs, setTabs] = useState(() =>
    data.files.filter(({ name, hidden }) => !hidden || name === data.entry).map(({ name }) => name),
  );
  const base = useId();
  const panelId = `${base}panel`;
  const tabId = (file: string) => base + file;

  function open(file: string) {
    editor.open(file);
    setActive(file);
    setTabs((known) => (known.includes(file) ? known : [...known, file]));
  }

  useEffect(
    () =>
      listen((message) => {
        if (message.type === 'start' || message.type === 'success') editor.markError(undefined);
        else if (message.type === 'action' && message.action === 'show-error')
          editor.markError({ file: message.path.slice(1), line: message.line - 1 });
      }),
    [listen, editor],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor stands
  useEffect(() => {
    panel.current?.append(editor.element);
    onReady({
      files: editor.files,
      replace: editor.replace,
      focus: editor.focus,
      show(place) {
        open(place.file);
        editor.goTo(place);
      },
      mark(place) {
        if (place) open(place.file);
        editor.mark(place);
      },
      async connect() {
        if (!getClient()) await latest.current.runSandpack();
        return getClient() as Client;
      },
    });
  }, []);

  return (
    <>
      <FileTabs files={tabs} active={active} onOpen={open} panel={panelId} idOf={tabId} />
      <div
        ref={panel}
        id={panelId}
        {...(tabs.length > 1 && { role: 'tabpanel', 'aria-labelledby': tabId(active) })}
      />
      {data.files
        .filter(({ name }) => !tabs.includes(name))
        .map(({ name }) => (
          <button key={name} type="button" className="button-quiet editor-setup" onClick={() => open(name)}>
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
    </>
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
