/** The bar below the picture: stepping, playing, and how. */
import type { StepKind } from '../../trace/steps.ts';
import { iconButton, make, relabel } from './dom.ts';
import { paces } from './player.ts';

export interface PlayerEvents {
  onStep(direction: 'back' | 'forward'): void;
  onEdge(edge: 'first' | 'last'): void;
  onPlay(): void;
  onKind(kind: StepKind): void;
  onPace(speed: number): void;
  onZoom(how: 'closer' | 'further' | 'all'): void;
  onArrows(on: boolean): void;
}

export interface PlayerBar {
  readonly element: HTMLElement;
  /** Says where the run stands, so that buttons that can do nothing are marked. */
  update(state: { atStart: boolean; atEnd: boolean; playing: boolean; isFit: boolean }): void;
}

/** What one can step by, in words. */
const kinds: { kind: StepKind; words: string }[] = [
  { kind: 'event', words: 'event' },
  { kind: 'job', words: 'task or microtask' },
  { kind: 'turn', words: 'turn of the loop' },
  { kind: 'line', words: 'printed line' },
];

export function createPlayerBar(
  events: PlayerEvents,
  initial: { kind: StepKind; speed: number; arrows: boolean },
): PlayerBar {
  const first = iconButton('first', 'To the beginning', () => events.onEdge('first'));
  const back = iconButton('back', 'One step back', () => events.onStep('back'));
  const play = iconButton('play', 'Play', () => events.onPlay());
  const forward = iconButton('forward', 'One step forward', () => events.onStep('forward'));
  const last = iconButton('last', 'To the end', () => events.onEdge('last'));
  play.classList.add('tl-play');

  const kind = make('select', { class: 'tl-select', 'aria-label': 'Step by' });
  kind.append(
    ...kinds.map((entry) => new Option(entry.words, entry.kind, false, entry.kind === initial.kind)),
  );
  kind.addEventListener('change', () => events.onKind(kind.value as StepKind));

  const speed = make('select', { class: 'tl-select', 'aria-label': 'Speed' });
  speed.append(
    ...paces.map((pace) => new Option(pace.label, String(pace.speed), false, pace.speed === initial.speed)),
  );
  speed.addEventListener('change', () => events.onPace(Number(speed.value)));

  const arrows = iconButton('arrows', 'Causes and effects', () => {
    const on = arrows.getAttribute('aria-pressed') !== 'true';
    arrows.setAttribute('aria-pressed', String(on));
    events.onArrows(on);
  });
  arrows.setAttribute('aria-pressed', String(initial.arrows));
  const further = iconButton('further', 'Zoom out', () => events.onZoom('further'));
  const closer = iconButton('closer', 'Zoom in', () => events.onZoom('closer'));
  const all = iconButton('all', 'Show all of it', () => events.onZoom('all'));

  const element = make(
    'div',
    { class: 'tl-player', role: 'group', 'aria-label': 'Step through the run' },
    make('div', { class: 'tl-cluster' }, first, back, play, forward, last),
    make('label', { class: 'tl-field' }, make('span', { text: 'speed' }), speed),
    make('label', { class: 'tl-field tl-kind-field' }, make('span', { text: 'step by' }), kind),
    make('div', { class: 'tl-cluster tl-zoom' }, arrows, further, closer, all),
  );

  // A button that can do nothing keeps the focus: whoever steps by keyboard must not lose their place.
  const disable = (button: HTMLButtonElement, off: boolean) => {
    if (button.getAttribute('aria-disabled') !== String(off))
      button.setAttribute('aria-disabled', String(off));
  };
  let playWords = '';
  return {
    element,
    update({ atStart, atEnd, playing, isFit }) {
      disable(first, atStart);
      disable(back, atStart);
      disable(forward, atEnd);
      disable(last, atEnd);
      disable(further, isFit);
      disable(all, isFit);
      const words = playing ? 'Pause' : atEnd ? 'Play from the beginning' : 'Play';
      if (words !== playWords) relabel(play, playing ? 'pause' : 'play', words);
      playWords = words;
    },
  };
}
