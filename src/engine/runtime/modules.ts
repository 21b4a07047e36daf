/**
 * Linking and evaluating a program's modules as ECMA-262 does (Cyclic Module Records: `sec-source-text-module-records`),
 * job for job: a program of several modules prints in the same order, and after the same number of microtask turns, as
 * it does as native modules.
 */
import type { CompiledModule } from '../protocol.ts';
import type { Probes } from '../probes.ts';

/** `$m`: what a module's code asks its module for. */
export interface ModuleScope {
  /** Called once, while linking: a getter for each of the module's own exports. */
  exports(getters: Record<string, () => unknown>): void;
  /** `import(specifier, options)` and `import.meta`. */
  readonly import: DynamicImport;
  /** Throws the ReferenceError of a free `arguments`. */
  readonly arguments: never;
  /** An empty object: `typeof $m.none.arguments` stands for `typeof arguments`. */
  readonly none: { readonly arguments?: undefined };
}

export interface DynamicImport {
  (specifier: unknown, options?: unknown): Promise<unknown>;
  readonly meta: object;
}

/** A module's code. The first `next()` links, the second evaluates. */
export type ModuleFunction = (
  $m: ModuleScope,
  $i: object,
  $p: Probes,
) => Generator<undefined, void> | AsyncGenerator<undefined, void>;

/** What the runtime is handed for each module, see `assemble.ts`. */
export type ModuleInput = readonly [
  description: Pick<CompiledModule, 'name' | 'async' | 'imports' | 'bindings' | 'exports'>,
  code: ModuleFunction,
];

/** A program that is linked: no code of its author has run yet, but its function declarations exist. */
export interface LinkedProgram {
  /**
   * `Evaluate()`: runs the module, and what it imports, as far as it gets without waiting. The promise fulfils with
   * `undefined` when the module has ended, or rejects with what it or one of its imports threw.
   */
  evaluate(name: string): Promise<undefined>;
  /** The namespace object of a module of the program. */
  namespace(name: string): object;
}

/**
 * Links all modules of a program. Takes a few microtask turns when there is a top-level `await` (its functions are
 * async generators, whose first step ends in a later job); nothing of the program runs meanwhile.
 */
export type Instantiate = (
  modules: readonly ModuleInput[],
  /** The probes for a module; called once for each, in order. */
  probesFor: (name: string, index: number) => Probes,
) => Promise<LinkedProgram>;
