/**
 * Pointer, touch, wheel and keyboard on the picture, told as what the reader means by them. One finger or a pressed
 * button moves, two fingers pinch, Ctrl and the wheel zoom; a press without moving points at something.
 */

/** A point of the picture, in px from its upper left corner. */
export interface Spot {
  x: number;
  y: number;
}

export interface Meaning {
  /** A press begins: what dragging from there does. */
  grab(spot: Spot): 'scrub' | 'pan';
  scrub(spot: Spot): void;
  /** By px to the right. */
  pan(by: number): void;
  zoom(factor: number, x: number): void;
  point(spot: Spot): void;
  /** True when there is something outside of what is seen to be panned to. */
  canPan(): boolean;
}

/** A press that moves less is no drag, in px. */
const SLOP = 4;
const WHEEL_LINE = 16;

/** Listens on `stage` until the signal aborts. */
export function listen(stage: HTMLElement, meaning: Meaning, signal: AbortSignal): void {
  const pointers = new Map<number, Spot>();
  let drag: { how: 'scrub' | 'pan'; from: Spot; last: Spot; moved: boolean } | undefined;
  let pinch: { gap: number; centre: number } | undefined;

  const spotOf = (event: MouseEvent): Spot => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const measure = () => {
    const [a, b] = pointers.values();
    if (!a || !b) return undefined;
    return { gap: Math.max(8, Math.hypot(a.x - b.x, a.y - b.y)), centre: (a.x + b.x) / 2 };
  };
  const options = { signal };

  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || (event.target as Element).closest('button')) return;
      const spot = spotOf(event);
      pointers.set(event.pointerId, spot);
      if (pointers.size === 2) {
        drag = undefined;
        pinch = measure();
      } else if (pointers.size === 1) {
        drag = { how: meaning.grab(spot), from: spot, last: spot, moved: false };
      }
      if (event.pointerType === 'mouse') event.preventDefault();
      stage.setPointerCapture(event.pointerId);
    },
    options,
  );
  stage.addEventListener(
    'pointermove',
    (event) => {
      if (!pointers.has(event.pointerId)) return;
      const spot = spotOf(event);
      pointers.set(event.pointerId, spot);
      if (pinch) {
        const now = measure();
        if (!now) return;
        meaning.zoom(now.gap / pinch.gap, now.centre);
        meaning.pan(now.centre - pinch.centre);
        pinch = now;
        return;
      }
      if (!drag) return;
      if (!drag.moved && Math.hypot(spot.x - drag.from.x, spot.y - drag.from.y) < SLOP) return;
      drag.moved = true;
      if (drag.how === 'scrub') meaning.scrub(spot);
      else meaning.pan(spot.x - drag.last.x);
      drag.last = spot;
    },
    options,
  );
  const release = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pinch) {
      if (pointers.size < 2) pinch = undefined;
      return;
    }
    if (drag && !drag.moved && event.type === 'pointerup') meaning.point(drag.from);
    drag = undefined;
  };
  stage.addEventListener('pointerup', release, options);
  stage.addEventListener('pointercancel', release, options);

  stage.addEventListener(
    'wheel',
    (event) => {
      const unit = event.deltaMode === 0 ? 1 : WHEEL_LINE;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        meaning.zoom(Math.exp((-event.deltaY * unit) / 240), spotOf(event).x);
        return;
      }
      // Without a key the wheel scrolls the page; only what is meant sideways is ours.
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (!meaning.canPan() || Math.abs(sideways) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return;
      event.preventDefault();
      meaning.pan(-sideways * unit);
    },
    { signal, passive: false },
  );
}
