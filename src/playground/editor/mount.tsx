/** Puts Sandpack's editor in the place of an example's code. The only door to React: everything here is loaded on Edit. */
import { createRoot } from 'react-dom/client';
import { pageRunner } from '../../sandbox/client.ts';
import { createRunner, type Runner } from '../../sandbox/runner.ts';
import type { ExampleData } from '../example-data.ts';
import type { Place } from '../output-list.ts';
import css from './editor.css?inline';
import { createFoot } from './foot.ts';
import { Island, type IslandHandle } from './island.tsx';
import { createSandpackChannel } from './sandpack-channel.ts';
import { keepTabFree } from './tab-manners.ts';
import type { Types } from './types/open-types.ts';
import { createTypesSlot } from './types/slot.ts';

export interface Editor {
  /** Runs programs through Sandpack's client. */
  runner: Runner;
  /** The example's files as they are now. */
  files(): Record<string, string>;
  replace(files: Record<string, string>): void;
  /** Opens the file and puts the cursor at the place. */
  show(place: Place): void;
  /** Marks the line a moment of a run stands at, or none. */
  mark(place: Pick<Place, 'file' | 'line'> | undefined): void;
  focus(): void;
}

export interface EditorOptions {
  data: ExampleData;
  /** The files' texts to begin with. */
  files: Record<string, string>;
  /** Absolute address of the broker's page. */
  brokerUrl: string;
  onChange(): void;
  /** The reader moved the cursor to another place, without changing anything. */
  onLine(place: Pick<Place, 'file' | 'line'>): void;
  /** What the keyboard can do now, to be shown near the editor. */
  onHint(hint: string | undefined): void;
}

// Added here and not by the bundler, which would put it on every page that might come to need it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

/** Mounts into `host` and resolves once the editor can be typed in. Until then the static code stays. */
export async function mountEditor(host: HTMLElement, options: EditorOptions): Promise<Editor> {
  const place = host.ownerDocument.createElement('div');
  place.className = 'example-editor';
  place.dataset['mounting'] = '';
  host.append(place);
  keepTabFree(place, options.onHint);
  const root = createRoot(place);
  let types: Promise<Types> | undefined;
  const slot = createTypesSlot(() => void loadTypes());
  const foot = createFoot({
    isMultiFile: options.data.files.length > 1,
    onShow: (place) => island.show(place),
    onFormat: () => void types?.then(({ format }) => format()),
  });
  async function loadTypes() {
    if (types) return;
    foot.load(0);
    types = import('./types/open-types.ts').then(({ openTypes }) =>
      openTypes({
        data: options.data,
        files: island.files,
        show: island.show,
        say: foot.say,
        onProgress: foot.load,
        onProblems: foot.showProblems,
      }),
    );
    try {
      slot.fill((await types).extensionFor);
    } catch (error) {
      types = undefined;
      foot.fail(
        error instanceof Error && !(error instanceof TypeError)
          ? error.message
          : 'The type-checker could not be loaded.',
        () => void loadTypes(),
      );
    }
  }
  let island: IslandHandle;
  try {
    island = await new Promise<IslandHandle>((resolve, reject) => {
      const onChange = () => {
        options.onChange();
        types?.then(
          ({ sync }) => sync(),
          () => {},
        );
      };
      root.render(
        <Island {...options} onChange={onChange} types={slot} onReady={resolve} onError={reject} />,
      );
    });
    const height = host.offsetHeight;
    delete place.dataset['mounting'];
    host.replaceChildren(place);
    host.after(foot.element);
    // Never smaller than the code it replaces, so that the text below stays where it is.
    place.style.minHeight = `${height}px`;
    return {
      // Sandpack's client cannot be created without `crypto.subtle`, which a page on plain http does not have.
      runner: isSecureContext
        ? createRunner(createSandpackChannel(island.connect))
        : pageRunner(options.brokerUrl),
      files: island.files,
      replace: island.replace,
      show: island.show,
      mark: island.mark,
      focus: island.focus,
    };
  } catch (error) {
    root.unmount();
    place.remove();
    throw error;
  }
}
