/** The files of an example as tabs, like the static ones of `components/tabs.ts`. (Sandpack's own put a button inside each tab.) */
import type { KeyboardEvent } from 'react';

interface FileTabsProps {
  files: readonly string[];
  active: string;
  onOpen(file: string): void;
  /** Id of the element that shows the active file. */
  panel: string;
  /** Gives each tab its id. */
  idOf(file: string): string;
}

export function FileTabs({ files, active, onOpen, panel, idOf }: FileTabsProps) {
  const last = files.length - 1;
  if (last < 1) return null;

  function move(event: KeyboardEvent) {
    const at = files.indexOf(active);
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const file = to === undefined ? undefined : files[to];
    if (file === undefined) return;
    event.preventDefault();
    onOpen(file);
    document.getElementById(idOf(file))?.focus();
  }

  return (
    <div className="tabs">
      <div className="tabs-list" role="tablist" aria-label="Files" onKeyDown={move}>
        {files.map((file) => (
          <button
            key={file}
            type="button"
            role="tab"
            id={idOf(file)}
            aria-controls={panel}
            aria-selected={file === active}
            tabIndex={file === active ? 0 : -1}
            onClick={() => onOpen(file)}
          >
            {file}
          </button>
        ))}
      </div>
    </div>
  );
}
