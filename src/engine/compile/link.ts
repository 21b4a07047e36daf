/** Link: finds out where every imported and exported name leads, as ECMA-262's ResolveExport does. */
import type { BindingTarget } from '../protocol.ts';
import { anonymousDefault, type ModuleRecord, report } from './records.ts';
import { resolveSpecifier } from './resolve.ts';
import { findReferences } from './scopes.ts';

export interface Linked {
  bindings: Record<string, BindingTarget>;
  exports: Record<string, BindingTarget>;
  /**
   * Imported names whose every use must read the exporter's variable: it may be assigned to later, or may not be
   * initialised yet. The others never change once the module runs, and become constants.
   */
  live: Set<string>;
}

type Modules = ReadonlyMap<string, ModuleRecord>;
type Resolution = BindingTarget | 'ambiguous' | 'circular' | undefined;

/** Resolves all names of all modules; what is wrong is added to the modules' problems. */
export function link(modules: Modules): Map<string, Linked> {
  const knots = findCycles(modules);
  const reassigned = new Map<string, Set<string>>();
  const isReassigned = (target: BindingTarget): boolean => {
    const record = modules.get(target.module);
    if (!record || target.export === null) return false;
    const names = reassigned.get(record.name) ?? findReassigned(record);
    reassigned.set(record.name, names);
    return names.has(target.export);
  };

  const result = new Map<string, Linked>();
  for (const record of modules.values()) {
    const linked: Linked = { bindings: {}, exports: {}, live: new Set() };
    for (const entry of record.imports) {
      const target = modules.get(resolveSpecifier(record.name, entry.specifier) ?? '');
      if (!target) continue;
      const resolution: Resolution =
        entry.imported === null
          ? { module: target.name, export: null }
          : resolveExport(modules, target, entry.imported, new Set());
      if (!isTarget(resolution)) {
        explain(record, entry.node, entry.specifier, target, entry.imported ?? '', resolution);
        continue;
      }
      define(linked.bindings, entry.local, resolution);
      if (resolution.export !== null && (knots.has(record.name) || isReassigned(resolution)))
        linked.live.add(entry.local);
    }
    for (const name of exportedNames(modules, record, new Set())) {
      const resolution = resolveExport(modules, record, name, new Set());
      if (isTarget(resolution)) define(linked.exports, name, resolution);
    }
    for (const entry of record.indirectExports) {
      const target = modules.get(resolveSpecifier(record.name, entry.specifier) ?? '');
      if (!target || Object.hasOwn(linked.exports, entry.exported)) continue;
      const resolution =
        entry.imported === null ? undefined : resolveExport(modules, target, entry.imported, new Set());
      if (!isTarget(resolution))
        explain(record, entry.node, entry.specifier, target, entry.imported ?? '', resolution);
    }
    result.set(record.name, linked);
  }
  return result;
}

function isTarget(resolution: Resolution): resolution is BindingTarget {
  return typeof resolution === 'object';
}

/** An export may be called `__proto__`. */
function define(object: Record<string, BindingTarget>, name: string, value: BindingTarget): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** ECMA-262, ResolveExport. */
function resolveExport(
  modules: Modules,
  record: ModuleRecord,
  name: string,
  resolveSet: Set<string>,
): Resolution {
  const key = `${record.name}\n${name}`;
  if (resolveSet.has(key)) return 'circular';
  resolveSet.add(key);
  for (const entry of record.localExports) {
    if (entry.exported === name) return { module: record.name, export: name };
  }
  for (const entry of record.indirectExports) {
    if (entry.exported !== name) continue;
    const target = modules.get(resolveSpecifier(record.name, entry.specifier) ?? '');
    if (!target) return undefined;
    if (entry.imported === null) return { module: target.name, export: null };
    return resolveExport(modules, target, entry.imported, resolveSet);
  }
  if (name === 'default') return undefined;
  let found: BindingTarget | undefined;
  for (const { specifier } of record.starExports) {
    const target = modules.get(resolveSpecifier(record.name, specifier) ?? '');
    if (!target) continue;
    const resolution = resolveExport(modules, target, name, resolveSet);
    if (resolution === 'ambiguous') return resolution;
    if (!isTarget(resolution)) continue;
    if (found && !sameVariable(modules, found, resolution)) return 'ambiguous';
    found ??= resolution;
  }
  return found;
}

/** Two names may lead to one variable: `export { a, a as b }`. */
function sameVariable(modules: Modules, left: BindingTarget, right: BindingTarget): boolean {
  return left.module === right.module && localName(modules, left) === localName(modules, right);
}

function localName(modules: Modules, target: BindingTarget): string | null {
  if (target.export === null) return null;
  const entry = modules.get(target.module)?.localExports.find(({ exported }) => exported === target.export);
  return entry?.local ?? target.export;
}

/** ECMA-262, GetExportedNames. */
function exportedNames(modules: Modules, record: ModuleRecord, seen: Set<string>): string[] {
  if (seen.has(record.name)) return [];
  seen.add(record.name);
  const names = new Set<string>();
  for (const { exported } of record.localExports) names.add(exported);
  for (const { exported } of record.indirectExports) names.add(exported);
  for (const { specifier } of record.starExports) {
    const target = modules.get(resolveSpecifier(record.name, specifier) ?? '');
    if (!target) continue;
    for (const name of exportedNames(modules, target, seen)) if (name !== 'default') names.add(name);
  }
  return [...names];
}

function explain(
  record: ModuleRecord,
  node: Parameters<typeof report>[1],
  specifier: string,
  target: ModuleRecord,
  name: string,
  why: Resolution,
): void {
  if (why === 'ambiguous') {
    report(
      record,
      node,
      `'${specifier}' has more than one export called '${name}': several of its \`export *\` have one.`,
      `Import '${name}' from the file that declares it.`,
    );
  } else if (why === 'circular') {
    report(record, node, `'${name}' of '${specifier}' leads in a circle: each file only exports it again.`);
  } else if (target.typeExports.has(name)) {
    report(
      record,
      node,
      `'${name}' of '${specifier}' is a type, and types do not exist at run time.`,
      node.type.startsWith('Import')
        ? `Write: import type { ${name} } from '${specifier}';`
        : `Write: export type { ${name} } from '${specifier}';`,
    );
  } else {
    report(record, node, `'${specifier}' has no export called '${name}'.`, listExports(target, name));
  }
}

function listExports(target: ModuleRecord, name: string): string {
  const names = [...target.localExports, ...target.indirectExports].map(({ exported }) => exported);
  if (names.length === 0) return `${target.name} exports nothing.`;
  if (name !== 'default' && names.length === 1 && names[0] === 'default') {
    return `It has a default export: write \`import ${name} from …\` without braces.`;
  }
  return `It exports ${names.map((other) => `'${other}'`).join(', ')}.`;
}

/** Exported names whose variable is assigned to somewhere, besides its declaration. */
function findReassigned(record: ModuleRecord): Set<string> {
  if (record.callsEval) return new Set(record.localExports.map(({ exported }) => exported));
  const locals = new Set(
    record.localExports.map(({ local }) => local).filter((local) => local !== anonymousDefault),
  );
  const { assigned } = findReferences(record.program, locals);
  return new Set(
    record.localExports.filter(({ local }) => assigned.has(local)).map(({ exported }) => exported),
  );
}

/** Names of the modules that can reach themselves: Tarjan's strongly connected components. */
function findCycles(modules: Modules): Set<string> {
  const cyclic = new Set<string>();
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const visit = (name: string): void => {
    const number = index.size;
    index.set(name, number);
    let lowest = number;
    stack.push(name);
    onStack.add(name);
    for (const { specifier } of modules.get(name)?.requests ?? []) {
      const next = resolveSpecifier(name, specifier);
      if (next === undefined || !modules.has(next)) continue;
      if (next === name) cyclic.add(name);
      if (!index.has(next)) visit(next);
      if (onStack.has(next)) lowest = Math.min(lowest, low.get(next) ?? (index.get(next) as number));
    }
    low.set(name, lowest);
    if (lowest !== number) return;
    const component: string[] = [];
    let popped: string;
    do {
      popped = stack.pop() as string;
      onStack.delete(popped);
      component.push(popped);
    } while (popped !== name);
    if (component.length > 1) for (const member of component) cyclic.add(member);
  };
  for (const name of modules.keys()) if (!index.has(name)) visit(name);
  return cyclic;
}
