/** What differs between two runs, in words. */
import { firstDifference } from '../../trace/compare.ts';
import type { Derived } from '../../trace/derive.ts';
import { describe, roughly } from '../../trace/words.ts';
import { make } from './dom.ts';

export interface ComparedRun {
  derived: Derived;
  title: string;
}

/** `onShow` gets the index of a run and the event in it that the reader wants to see. */
export function createComparePanel(
  runs: readonly [ComparedRun, ComparedRun],
  onShow: (run: number, seq: number) => void,
): HTMLElement {
  const [a, b] = runs;
  const rows: [string, (run: Derived) => string][] = [
    ['took', ({ duration }) => roughly(duration)],
    ['code ran for', (run) => roughly(run.turns.reduce((sum, { start, end }) => sum + end - start, 0))],
    ['turns of the loop', ({ turns }) => String(turns.length)],
    ['lines printed', ({ output }) => String(output.length)],
    ['requests', ({ requests }) => String(requests.all.length)],
  ];
  const table = make(
    'table',
    { class: 'tl-table' },
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('td'),
        make('th', { scope: 'col', text: a.title }),
        make('th', { scope: 'col', text: b.title }),
      ),
    ),
    make(
      'tbody',
      {},
      ...rows.map(([words, of]) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row', text: words }),
          make('td', { text: of(a.derived) }),
          make('td', { text: of(b.derived) }),
        ),
      ),
    ),
  );
  return make('div', { class: 'tl-comparing' }, table, describeDifference(runs, onShow));
}

function describeDifference(
  runs: readonly [ComparedRun, ComparedRun],
  onShow: (run: number, seq: number) => void,
): HTMLElement {
  const [a, b] = runs;
  // An edit moves lines; what matters is what happened, not where it is written.
  const difference = firstDifference(a.derived.trace, b.derived.trace, { sites: false });
  if (!difference) return make('p', { text: 'Both did the same things in the same order.' });
  const items = runs.map(({ derived, title }, run) => {
    const seq = run === 0 ? difference.a : difference.b;
    const event = derived.trace.events[seq];
    if (!event) return make('li', {}, `${title} was over.`);
    const show = make('button', { type: 'button', class: 'tl-link-button', text: `Show this in ${title}` });
    show.addEventListener('click', () => onShow(run, seq));
    return make(
      'li',
      {},
      `${title}: ${describe(derived, seq, { times: 'rough' }).text}, at ${roughly(event.at)}. `,
      show,
    );
  });
  const same =
    difference.index === 0
      ? 'They differ from the first event on.'
      : `The first ${difference.index} events are the same. Then:`;
  return make(
    'div',
    {},
    make('p', { text: same }),
    make('ul', { role: 'list', class: 'tl-items' }, ...items),
  );
}
