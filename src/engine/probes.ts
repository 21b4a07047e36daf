/**
 * The seam between compiled programs and the recorder: what a compiled module may call.
 * Every probe passes its value through untouched and never throws, so that a watched program takes the same
 * number of microtask turns, in the same order, as one that is not watched.
 */

export type CallKind = 'async' | 'async-generator' | 'generator' | 'module';
export type SuspendKind = 'await' | 'for-await' | 'yield' | 'dispose';

/**
 * One per module; `site` arguments are indices into that module's own `CompiledModule.sites`.
 * `call` is the number `enter` returned; 0 means "not recorded" and must be accepted everywhere.
 */
export interface Probes {
  /** The body of an async function, a generator or an async module begins. */
  enter(site: number, kind: CallKind, name: string): number;
  /** Just before `await` or `yield` gives up the turn; `value` is the operand. */
  suspend<T>(call: number, site: number, on: SuspendKind, value: T): T;
  /** The first thing after `await` or `yield` handed over `value`. */
  resume<T>(call: number, site: number, value: T): T;
  /** First thing in a `catch` or `finally` clause, and after a `for await` loop: resumes `call` if it was suspended. */
  reenter(call: number, site: number): void;
  /** The operand of `return`, or `undefined` when the body falls off its end. */
  exit<T>(call: number, site: number, value: T): T;
  /** In the wrapping `catch`: records the error and hands it back to be thrown again. */
  fail<T>(call: number, error: T): T;
  /** In the wrapping `finally`: closes a call that neither `exit` nor `fail` closed (a generator's `return()`). */
  leave(call: number): void;
  /** Wraps the last argument of a call to `then`, `setTimeout`, `fetch`, `log` … : says where the next native is called from. */
  at<T>(site: number, value: T): T;
}
