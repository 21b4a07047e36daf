/**
 * Whose servers they are while an exercise is checked: its tests'. A program that could make them fast, or heal what a test
 * has broken, would pass without solving anything. Everybody gets controls that show and refuse; only what the tests
 * themselves import is the control behind.
 */

export interface ServerLocks {
  /** A control that shows what the server has seen, and lets nothing be changed. */
  lock<Control extends object>(control: Control): Control;
  /** The control behind a locked one; every other value as it is. */
  open(value: unknown): unknown;
}

export function createServerLocks(): ServerLocks {
  const locked = new WeakMap<object, object>();
  const behind = new WeakMap<object, object>();

  function refuse(): never {
    throw new Error('While an exercise is checked, only its tests change how a server behaves.');
  }

  return {
    lock<Control extends object>(control: Control): Control {
      const known = locked.get(control);
      if (known) return known as Control;
      const made = {};
      for (const key of Reflect.ownKeys(control)) {
        const property = Object.getOwnPropertyDescriptor(control, key);
        Object.defineProperty(
          made,
          key,
          typeof property?.value === 'function'
            ? { value: refuse, enumerable: true }
            : { get: () => Reflect.get(control, key), enumerable: true },
        );
      }
      locked.set(control, Object.freeze(made));
      behind.set(made, control);
      return made as Control;
    },
    open: (value) => (typeof value === 'object' && value !== null ? (behind.get(value) ?? value) : value),
  };
}
