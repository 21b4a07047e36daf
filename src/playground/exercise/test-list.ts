/** The list of an exercise's tests, with what became of each. Everything a program made is text here, never markup. */
import type { CompileProblem } from '../../engine/protocol.ts';
import type { TestFailure } from '../../engine/tests/protocol.ts';
import type { TestVerdict } from '../../exercises/verdict.ts';
import type { Timeline } from '../../timeline/interactive/mount.ts';
import type { Site, Trace } from '../../trace/event.ts';
import type { LiveProgram } from '../live-controls.ts';

export interface TestList {
  /** A check begins: nothing is known of any test. */
  begin(): void;
  show(test: TestVerdict, about: { tests: { name: string; code: string }; program: LiveProgram }): void;
  /** The program does not compile. */
  refuse(problems: readonly CompileProblem[], program: LiveProgram): void;
  /** What has no result by now was not tested. */
  end(): void;
}

const loadParts = () => import('../see-run.ts');

export function createTestList(host: HTMLElement): TestList {
  const page = host.ownerDocument;
  const items = () => [...host.querySelectorAll<HTMLElement>(':scope > li[data-test]')];
  let timelines: Timeline[] = [];
  let hasFailed = false;

  const make = (name: string, className: string, text?: string) => {
    const element = page.createElement(name);
    element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  function set(item: HTMLElement, state: 'waiting' | 'passed' | 'failed' | undefined, words = ''): void {
    if (state) item.dataset['state'] = state;
    else delete item.dataset['state'];
    item.querySelector('.exercise-failure')?.remove();
    const title = item.querySelector('.exercise-test');
    title?.querySelector('.exercise-words')?.remove();
    if (words) title?.append(make('span', 'exercise-words', words));
  }

  /** A button that shows a place of the reader's program; text for what is not theirs. */
  function placeIn(place: Pick<Site, 'file' | 'line' | 'column'>, { owns, show }: LiveProgram): HTMLElement {
    const label = `${place.file}:${place.line + 1}`;
    if (!owns(place.file)) return make('span', 'exercise-place', label);
    const button = make('button', 'exercise-place link', label) as HTMLButtonElement;
    button.type = 'button';
    button.addEventListener('click', () => show(place));
    return button;
  }

  function explain(
    failure: TestFailure,
    run: Trace,
    about: { name: string; tests: { name: string; code: string }; program: LiveProgram },
  ): HTMLElement {
    const { message, expected, found, at, seed, place } = failure;
    const box = make('div', 'exercise-failure');
    box.append(make('p', 'exercise-message', message));
    if (expected !== undefined && found !== undefined) {
      const pair = make('dl', 'exercise-values');
      for (const [term, value] of [
        ['expected', expected],
        ['found', found],
      ] as const) {
        const side = page.createElement('div');
        side.append(make('dt', '', term), make('dd', '', value));
        pair.append(side);
      }
      box.append(pair);
    }
    const when = make('p', 'exercise-when', `At ${Math.round(at)} ms`);
    if (seed !== undefined) when.append(` with seed ${seed}`);
    if (place) {
      when.append(', ', placeIn(place, about.program));
      const line =
        place.file === about.tests.name ? about.tests.code.split('\n')[place.line]?.trim() : undefined;
      if (line) when.append(': ', make('code', '', line));
    }
    box.append(when);
    if (run.events.length > 0) box.append(timelineOf(run, about, seed));
    return box;
  }

  function timelineOf(
    trace: Trace,
    { name, program }: { name: string; program: LiveProgram },
    seed?: number,
  ) {
    const fold = make('details', 'exercise-timeline') as HTMLDetailsElement;
    const into = page.createElement('div');
    fold.append(make('summary', '', 'The timeline of this run'), into);
    const note = make('p', 'exercise-when');
    let mounted = false;
    fold.addEventListener('toggle', () => {
      if (!fold.open || mounted) return;
      mounted = true;
      loadParts().then(
        ({ mountTimeline }) => {
          timelines.push(
            mountTimeline(into, {
              trace,
              title: seed === undefined ? name : `${name}, seed ${seed}`,
              fileName: 'test',
              isLibrary: (file) => !program.owns(file),
              onShowSite: (site) => {
                if (program.owns(site.file)) program.show(site);
              },
            }),
          );
        },
        () => {
          mounted = false;
          note.textContent = 'The timeline could not be loaded. Check the connection and open it again.';
          fold.append(note);
        },
      );
    });
    // The first failure is the one to look at.
    if (!hasFailed) fold.open = true;
    hasFailed = true;
    return fold;
  }

  function clear(): void {
    for (const timeline of timelines) timeline.destroy();
    timelines = [];
    hasFailed = false;
    host.querySelector(':scope > li:not([data-test])')?.remove();
  }

  return {
    begin() {
      clear();
      for (const item of items()) set(item, 'waiting');
    },
    show({ name, failure, seeds, run }, about) {
      const item = items().find(({ dataset }) => dataset['test'] === name);
      if (!item) return;
      if (!failure) return set(item, 'passed', seeds === undefined ? 'passed' : `passed with ${seeds} seeds`);
      set(item, 'failed', 'failed');
      item.append(explain(failure, run.trace, { ...about, name }));
    },
    refuse(problems, program) {
      clear();
      for (const item of items()) set(item, undefined);
      const item = page.createElement('li');
      item.dataset['state'] = 'failed';
      const box = make('div', 'exercise-failure');
      for (const problem of problems) {
        const text = make('p', 'exercise-message', `${problem.message} ${problem.advice ?? ''} `);
        text.append(placeIn(problem, program));
        box.append(text);
      }
      item.append(box);
      host.prepend(item);
    },
    end() {
      for (const item of items()) if (item.dataset['state'] === 'waiting') set(item, undefined);
    },
  };
}
