/** The files of an example as tabs, like the static ones of `components/tabs.ts`. (Sandpack's own put a button inside each tab.) */
import { useSandpack } from '@codesandbox/sandpack-react';
import { type KeyboardEvent, useId } from 'react';

interface FileTabsProps {
  /** Id of the element that shows the active file. */
  panel: string;
  /** Gives each tab its id. */
  idOf(path: string): string;
}

/** Ids of tabs and panel of one editor. */
export function useTabIds(): FileTabsProps {
  const base = useId();
  return { panel: `${base}panel`, idOf: (path) => base + path };
}

export function FileTabs({ panel, idOf }: FileTabsProps) {
  const { sandpack } = useSandpack();
  const { visibleFiles, activeFile } = sandpack;
  const last = visibleFiles.length - 1;
  if (last < 1) return null;

  function move(event: KeyboardEvent) {
    const at = visibleFiles.indexOf(activeFile);
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const path = to === undefined ? undefined : visibleFiles[to];
    if (path === undefined) return;
    event.preventDefault();
    sandpack.setActiveFile(path);
    document.getElementById(idOf(path))?.focus();
  }

  return (
    <div className="tabs">
      <div className="tabs-list" role="tablist" aria-label="Files" onKeyDown={move}>
        {visibleFiles.map((path) => (
          <button
            key={path}
            type="button"
            role="tab"
            id={idOf(path)}
            aria-controls={panel}
            aria-selected={path === activeFile}
            tabIndex={path === activeFile ? 0 : -1}
            onClick={() => sandpack.setActiveFile(path)}
          >
            {path.slice(1)}
          </button>
        ))}
      </div>
    </div>
  );
}
