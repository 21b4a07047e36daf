/**
 * The seam between compiled programs and the recorder: what a compiled module may call.
 * Every probe passes its value through untouched and never throws, so that a watched program takes the same
 * number of microtask turns, in the same order, as one that is not watched.
 *
 * How a body looks after compilation (`$p` is the module's `Probes`, `$c` the call; `compile/` documents every form):
 *
 *     async function f(x) {
 *       const $c = $p.enter(0, "async", "f");
 *       try {
 *         try { $p.resume($c, 1, await $p.suspend($c, 1, "await", x)); }
 *         catch (e) { $p.reenter($c, 2, e); … }
 *         return $p.exit($c, 3, 1);
 *       } catch ($e) { throw $p.fail($c, $e); } finally { $p.leave($c); }
 *     }
 *
 * What a recorder must be ready for:
 * - A call is over at `leave` (or `last`). `exit` only notes which `return` was taken: a `finally` clause, the closing
 *   of an iterator or a disposal may still suspend, resume or replace it afterwards.
 * - `fail` and `leave` may find the call suspended (nothing caught the rejection); it was resumed then.
 * - `suspend` may be followed by `reenter` in the same job (leaving a `for await` whose iterator has no `return`
 *   method): nothing was waited for.
 * - Several resources are disposed of within one `suspend`; nothing is told between them.
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
  /** Just before `await` or `yield` gives up the turn; `value` is the operand, `undefined` where there is none. */
  suspend<T>(call: number, site: number, on: SuspendKind, value: T): T;
  /** The first thing after `await` or `yield` handed over `value` (`undefined` where it is not at hand). */
  resume<T>(call: number, site: number, value: T): T;
  /**
   * First thing in a `catch` or `finally` clause, and after a `for await` loop or a block with `await using`: resumes
   * `call` if it was suspended. In a `catch` clause `error` is what was caught; see `compile/error-text.ts`.
   */
  reenter(call: number, site: number, error?: unknown): void;
  /**
   * The same where no call was suspended, in any function: hands back the error, and says nothing of it to the trace.
   */
  caught<T>(error: T): T;
  /** The operand of `return`, or `undefined` when the body falls off its end. `leave` follows sooner or later. */
  exit<T>(call: number, site: number, value: T): T;
  /** In the wrapping `catch`: records the error and hands it back to be thrown again. */
  fail<T>(call: number, error: T): T;
  /** In the wrapping `finally`: the call is over, by `exit`, by `fail`, or by neither (a generator's `return()`). */
  leave(call: number): void;
  /** `exit` and `leave` in one, in the rare bodies that cannot be wrapped in `try`. */
  last<T>(call: number, site: number, value: T): T;
  /** Wraps the last argument of a call to `then`, `setTimeout`, `fetch`, `log` …: says where the next native is called from. */
  at<T>(site: number, value: T): T;
  /** `at` for a call without an argument to wrap, spread into its argument list: an iterable of nothing. */
  here(site: number): Iterable<never>;
  /**
   * Declared by `using` after an `await using`, hence disposed before it: when disposed, resumes `call` if it was
   * suspended (a failed `await`), and suspends it for `dispose`.
   */
  disposing(call: number, site: number): Disposable;
}
