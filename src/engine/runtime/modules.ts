/**
 * Linking and evaluating a program's modules as ECMA-262 does (`sec-source-text-module-records`), job for job: a
 * program of several modules prints in the same order, and after the same number of microtask turns, as it does as
 * native modules. Which name leads where was resolved by the compiler.
 */
import { resolveSpecifier, urlOf } from '../compile/resolve.ts';
import type { Probes } from '../probes.ts';
import type { BindingTarget, CompiledModule } from '../protocol.ts';
import { createNamespace } from './namespace.ts';
import {
  apply,
  create,
  defineProperty,
  getPrototypeOf,
  list,
  NativePromise,
  NativeTypeError,
  ownKeys,
  promiseThen,
  reflectGet,
  safeMap,
  stringIndexOf,
  stringSlice,
  uncurry,
} from './primordials.ts';

/** `$m`: what a module's code asks its module for. */
export interface ModuleScope {
  /**
   * Called once, while linking: a getter for each of the module's own exports, and the default export if it is a
   * function declaration without a name.
   */
  exports(getters: Record<string, () => unknown>, unnamed?: object): void;
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
   * `undefined` when the module has ended, or rejects with what it or one of its imports threw. It is not for the
   * program's eyes: it has a `constructor` of its own, so that reacting to it looks nothing up.
   */
  evaluate(name: string): Promise<undefined>;
  /** The namespace object of a module of the program. */
  namespace(name: string): object;
}

/** The module records' states; a module that is not linked yet is never seen. */
type Status = 'linked' | 'evaluating' | 'evaluating-async' | 'evaluated';

interface Capability {
  promise: Promise<undefined>;
  resolve(value: undefined): void;
  reject(error: unknown): void;
}

/** A Cyclic Module Record; fields are named as in ECMA-262. */
interface Module {
  name: string;
  hasTLA: boolean;
  requested: Module[];
  getters: Record<string, () => unknown>;
  namespace: object;
  generator: Generator<undefined, void> | AsyncGenerator<undefined, void>;
  status: Status;
  error: { value: unknown } | undefined;
  dfsIndex: number;
  dfsAncestorIndex: number;
  cycleRoot: Module | undefined;
  /** `undefined`: unset; -1: done. */
  asyncEvaluationOrder: number | undefined;
  topLevelCapability: Capability | undefined;
  asyncParentModules: Module[];
  pendingAsyncDependencies: number;
}

const NativeReferenceError = ReferenceError;
const nextOf = uncurry(prototypeOf(function* () {}).next) as (generator: object) => unknown;
const asyncNextOf = uncurry(prototypeOf(async function* () {}).next) as (
  generator: object,
) => Promise<unknown>;

/** What the generators of `makeGenerator` and its like inherit from. */
function prototypeOf(makeGenerator: object): { next(): unknown } {
  return (getPrototypeOf(makeGenerator) as { prototype: { next(): unknown } }).prototype;
}

/**
 * Links all modules of a program. Takes a few microtask turns when there is a top-level `await` (its functions are
 * async generators, whose first step ends in a later job); nothing of the program runs meanwhile.
 */
export async function instantiate(
  inputs: readonly ModuleInput[],
  /** The probes for a module; called once for each, in order. */
  probesFor: (name: string, index: number) => Probes,
  /** What a module gets for a value that it imports by name; the value itself unless it is given. */
  given?: (value: unknown, importer: string) => unknown,
): Promise<LinkedProgram> {
  const modules = safeMap<string, Module>();
  const records: Module[] = [];
  for (const [description] of inputs) {
    const record = createModule(description, modules);
    modules.set(description.name, record);
    records.push(record);
  }
  const steps: unknown[] = [];
  inputs.forEach(([description, code], index) => {
    const record = records[index] as Module;
    for (const { name } of description.imports) {
      const required = moduleOf(modules, name);
      if (!record.requested.includes(required)) record.requested.push(required);
    }
    setPrototypeToNull(record.requested);
    const scope = createScope(record, modules);
    const imports = createImports(
      description.bindings,
      modules,
      given && ((value) => given(value, record.name)),
    );
    record.generator = apply(code, undefined, [scope, imports, probesFor(record.name, index)]);
    // Async generators await even what they yield first.
    steps.push(record.hasTLA ? asyncNextOf(record.generator) : nextOf(record.generator));
  });
  await Promise.all(steps);
  return {
    evaluate: (name) => evaluate(moduleOf(modules, name)),
    namespace: (name) => moduleOf(modules, name).namespace,
  };
}

function createModule(description: ModuleInput[0], modules: Map<string, Module>): Module {
  const { name, async, exports } = description;
  return {
    name,
    hasTLA: async,
    requested: [],
    getters: create(null),
    namespace: createNamespace(Object.keys(exports).sort(byCodeUnits), (key) => {
      const target = exports[key] as BindingTarget;
      return readExport(moduleOf(modules, target.module), target.export, key);
    }),
    generator: undefined as unknown as Generator<undefined, void>,
    status: 'linked',
    error: undefined,
    dfsIndex: -1,
    dfsAncestorIndex: -1,
    cycleRoot: undefined,
    asyncEvaluationOrder: undefined,
    topLevelCapability: undefined,
    asyncParentModules: list(),
    pendingAsyncDependencies: 0,
  };
}

function moduleOf(modules: Map<string, Module>, name: string): Module {
  const found = modules.get(name);
  if (!found) throw new NativeTypeError(`There is no module '${name}'.`);
  return found;
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function setPrototypeToNull(array: unknown[]): void {
  Reflect.setPrototypeOf(array, null);
}

// --- what a module's code sees ---

/** The value of `module`'s exported variable; `name` is what the reader calls it. */
function readExport(module: Module, exported: string | null, name: string): unknown {
  if (exported === null) return module.namespace;
  const getter = module.getters[exported] as () => unknown;
  if (module.status === 'evaluated' && !module.error) return getter();
  try {
    return getter();
  } catch (error) {
    throw uninitialized(error, name);
  }
}

/** A variable that has no value yet is reported by the name it was asked for, and from where it was asked for. */
function uninitialized(error: unknown, name: string): unknown {
  const message = reflectGet(error as object, 'message') as string;
  const open = stringIndexOf(message, "'");
  const close = open < 0 ? -1 : stringIndexOf(message, "'", open + 1);
  if (close < 0) return error;
  return new NativeReferenceError(
    `${stringSlice(message, 0, open + 1)}${name}${stringSlice(message, close)}`,
  );
}

/** `$i`: an accessor for each imported name. */
function createImports(
  bindings: Record<string, BindingTarget>,
  modules: Map<string, Module>,
  given?: (value: unknown) => unknown,
): object {
  const imports = create(null);
  for (const local of ownKeys(bindings) as string[]) {
    const target = bindings[local] as BindingTarget;
    const module = moduleOf(modules, target.module);
    defineProperty(imports, local, {
      get: given
        ? () => given(readExport(module, target.export, local))
        : () => readExport(module, target.export, local),
      set: () => {
        throw new NativeTypeError('Assignment to constant variable.');
      },
    });
  }
  return imports;
}

function createScope(module: Module, modules: Map<string, Module>): ModuleScope {
  let meta: object | undefined;
  const importModule = (specifier: unknown, options?: unknown) =>
    importDynamically(module, modules, specifier, options);
  defineProperty(importModule, 'meta', { get: () => (meta ??= createMeta(module)) });
  return {
    exports(getters, unnamed) {
      module.getters = getters;
      if (unnamed) {
        defineProperty(unnamed, 'name', {
          value: 'default',
          writable: false,
          enumerable: false,
          configurable: true,
        });
      }
    },
    import: importModule as DynamicImport,
    get arguments(): never {
      throw new NativeReferenceError('arguments is not defined');
    },
    none: create(null),
  };
}

function createMeta(module: Module): object {
  const meta = create(null);
  const add = (key: string, value: unknown): void => {
    defineProperty(meta, key, { value, writable: true, enumerable: true, configurable: true });
  };
  add('url', urlOf(module.name));
  add('resolve', (specifier: unknown) => {
    const name = `${specifier as string}`;
    const found = resolveSpecifier(module.name, name);
    if (found === undefined) throw new NativeTypeError(`Failed to resolve module specifier '${name}'`);
    return urlOf(found);
  });
  return meta;
}

/** `import(specifier, options)`; finding a module takes no time, so two turns pass: for loading and for evaluating. */
function importDynamically(
  referrer: Module,
  modules: Map<string, Module>,
  specifier: unknown,
  options: unknown,
): Promise<unknown> {
  let resolve: (value: unknown) => void = ignore;
  let reject: (error: unknown) => void = ignore;
  const promise = new NativePromise<unknown>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  try {
    const asked = `${specifier as string}`;
    checkOptions(options);
    const name = resolveSpecifier(referrer.name, asked);
    if (name === undefined) throw new NativeTypeError(`Failed to resolve module specifier '${asked}'`);
    const module = modules.get(name);
    if (!module) throw new NativeTypeError(`Failed to fetch dynamically imported module: ${urlOf(name)}`);
    const loaded = createCapability();
    loaded.resolve(undefined);
    react(loaded.promise, () => react(evaluate(module), () => resolve(module.namespace), reject), reject);
  } catch (error) {
    reject(error);
  }
  return promise;
}

function checkOptions(options: unknown): void {
  if (options === undefined) return;
  const isObject = (value: unknown) =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';
  if (!isObject(options)) throw new NativeTypeError('The second argument of import() must be an object');
  const attributes: unknown = reflectGet(options as object, 'with');
  if (attributes === undefined) return;
  if (!isObject(attributes)) throw new NativeTypeError("The 'with' option of import() must be an object");
  const keys = ownKeys(attributes as object);
  if (keys.length > 0) throw new NativeTypeError(`Import attribute '${String(keys[0])}' is not supported`);
}

function ignore(): void {}

// --- evaluation ---

/** A promise that the program never sees. */
function createCapability(): Capability {
  const capability = {} as Capability;
  capability.promise = hide(
    new NativePromise<undefined>((resolve, reject) => {
      capability.resolve = resolve;
      capability.reject = reject;
    }),
  );
  return capability;
}

/** Keeps `then` from looking for a `constructor` that the program may have put on `Promise.prototype`. */
function hide<T>(promise: Promise<T>): Promise<T> {
  return defineProperty(promise, 'constructor', { value: undefined }) ? promise : promise;
}

/** PerformPromiseThen. */
function react(promise: Promise<unknown>, fulfilled: () => void, rejected: (error: unknown) => void): void {
  apply(promiseThen, promise, [fulfilled, rejected]);
}

let asyncEvaluations = 0;

/** ECMA-262, `Evaluate()`. */
function evaluate(requested: Module): Promise<undefined> {
  let module = requested;
  if ((module.status === 'evaluating-async' || module.status === 'evaluated') && module.cycleRoot) {
    module = module.cycleRoot;
  }
  if (module.topLevelCapability) return module.topLevelCapability.promise;
  const stack = list<Module>();
  const capability = createCapability();
  module.topLevelCapability = capability;
  try {
    innerEvaluate(module, stack, 0);
    if (module.status === 'evaluated') capability.resolve(undefined);
  } catch (error) {
    for (let index = 0; index < stack.length; index++) {
      const member = stack[index] as Module;
      member.status = 'evaluated';
      member.error = { value: error };
    }
    capability.reject(error);
  }
  return capability.promise;
}

/** ECMA-262, InnerModuleEvaluation. */
function innerEvaluate(module: Module, stack: Module[], from: number): number {
  if (module.status === 'evaluating-async' || module.status === 'evaluated') {
    if (module.error) throw module.error.value;
    return from;
  }
  if (module.status === 'evaluating') return from;
  module.status = 'evaluating';
  module.dfsIndex = from;
  module.dfsAncestorIndex = from;
  module.pendingAsyncDependencies = 0;
  let index = from + 1;
  stack[stack.length] = module;
  for (let position = 0; position < module.requested.length; position++) {
    let required = module.requested[position] as Module;
    index = innerEvaluate(required, stack, index);
    if (required.status === 'evaluating') {
      if (required.dfsAncestorIndex < module.dfsAncestorIndex)
        module.dfsAncestorIndex = required.dfsAncestorIndex;
    } else {
      required = required.cycleRoot as Module;
      if (required.error) throw required.error.value;
    }
    if (isPending(required)) {
      module.pendingAsyncDependencies++;
      required.asyncParentModules[required.asyncParentModules.length] = module;
    }
  }
  if (module.pendingAsyncDependencies > 0 || module.hasTLA) {
    module.asyncEvaluationOrder = asyncEvaluations++;
    if (module.pendingAsyncDependencies === 0) executeAsync(module);
  } else {
    nextOf(module.generator);
  }
  if (module.dfsAncestorIndex === module.dfsIndex) {
    for (;;) {
      const member = stack[stack.length - 1] as Module;
      stack.length--;
      member.status = member.asyncEvaluationOrder === undefined ? 'evaluated' : 'evaluating-async';
      member.cycleRoot = module;
      if (member === module) break;
    }
  }
  return index;
}

function isPending(module: Module): boolean {
  return module.asyncEvaluationOrder !== undefined && module.asyncEvaluationOrder >= 0;
}

/** ECMA-262, ExecuteAsyncModule. The generator's promise settles in the job in which the module's body ends. */
function executeAsync(module: Module): void {
  react(
    hide(asyncNextOf(module.generator)),
    () => fulfilled(module),
    (error) => rejected(module, error),
  );
}

/** ECMA-262, GatherAvailableAncestors. */
function gatherAncestors(module: Module, found: Module[]): void {
  for (let index = 0; index < module.asyncParentModules.length; index++) {
    const parent = module.asyncParentModules[index] as Module;
    if (includes(found, parent) || parent.cycleRoot?.error) continue;
    parent.pendingAsyncDependencies--;
    if (parent.pendingAsyncDependencies > 0) continue;
    found[found.length] = parent;
    if (!parent.hasTLA) gatherAncestors(parent, found);
  }
}

/** ECMA-262, AsyncModuleExecutionFulfilled. */
function fulfilled(module: Module): void {
  if (module.status === 'evaluated') return;
  module.asyncEvaluationOrder = -1;
  module.status = 'evaluated';
  module.topLevelCapability?.resolve(undefined);
  const ready = list<Module>();
  gatherAncestors(module, ready);
  sortByOrder(ready);
  for (let index = 0; index < ready.length; index++) {
    const parent = ready[index] as Module;
    if (parent.status === 'evaluated') continue;
    if (parent.hasTLA) {
      executeAsync(parent);
      continue;
    }
    try {
      nextOf(parent.generator);
    } catch (error) {
      rejected(parent, error);
      continue;
    }
    parent.asyncEvaluationOrder = -1;
    parent.status = 'evaluated';
    parent.topLevelCapability?.resolve(undefined);
  }
}

/** ECMA-262, AsyncModuleExecutionRejected. */
function rejected(module: Module, error: unknown): void {
  if (module.status === 'evaluated') return;
  module.error = { value: error };
  module.status = 'evaluated';
  module.asyncEvaluationOrder = -1;
  module.topLevelCapability?.reject(error);
  for (let index = 0; index < module.asyncParentModules.length; index++) {
    rejected(module.asyncParentModules[index] as Module, error);
  }
}

function includes(modules: Module[], wanted: Module): boolean {
  for (let index = 0; index < modules.length; index++) if (modules[index] === wanted) return true;
  return false;
}

/** In the order in which they became asynchronous. */
function sortByOrder(modules: Module[]): void {
  for (let index = 1; index < modules.length; index++) {
    const module = modules[index] as Module;
    const order = module.asyncEvaluationOrder as number;
    let place = index;
    while (place > 0 && ((modules[place - 1] as Module).asyncEvaluationOrder as number) > order) {
      modules[place] = modules[place - 1] as Module;
      place--;
    }
    modules[place] = module;
  }
}
