/** `import` and `export`: blanked, and said again in the module function's first line. */
import type * as t from '@babel/types';
import { type Context, endOf, skipTrivia, startOf } from './context.ts';
import type { Linked } from './link.ts';
import { quote } from './names.ts';
import { anonymousDefault, type ModuleRecord } from './records.ts';
import { blankItem, isErased } from './strip-types.ts';

/** Handles an import or export at the top level. */
export function visitModuleItem(
  cx: Context,
  node: t.ImportDeclaration | t.ExportAllDeclaration | t.ExportNamedDeclaration | t.ExportDefaultDeclaration,
  parent: t.Node,
): void {
  if (isErased(node)) blankItem(cx, node, parent);
  else if (node.type === 'ExportDefaultDeclaration') visitDefaultExport(cx, node);
  else if (node.type === 'ExportNamedDeclaration' && node.declaration) {
    cx.edits.blank(startOf(node), startOf(node) + 'export'.length);
    cx.visit(node.declaration, node);
  }
}

function visitDefaultExport(cx: Context, node: t.ExportDefaultDeclaration): void {
  const { edits, names, source } = cx;
  const { declaration } = node;
  const start = startOf(node);
  const word = skipTrivia(source, start + 'export'.length);
  edits.blank(start, start + 'export'.length);
  edits.blank(word, word + 'default'.length);
  if (
    declaration.type === 'FunctionDeclaration' ||
    (declaration.type === 'ClassDeclaration' && declaration.id)
  ) {
    // Declared, and hoisted, under a name that does not occur; linking gives it the name "default".
    if (!declaration.id) edits.insert(behindFunction(source, declaration), ` ${names.fallback}`);
    cx.visit(declaration, node);
    return;
  }
  // Anonymous functions and classes get their name from the property.
  edits.insert(startOf(declaration), `const ${names.fallback}={default:`);
  cx.visit(declaration, node);
  edits.insert(endOf(declaration), '}.default;');
}

/** Offset behind `function` or `function*`. */
function behindFunction(source: string, node: t.FunctionDeclaration | t.ClassDeclaration): number {
  let at = startOf(node);
  if (source.startsWith('async', at)) at = skipTrivia(source, at + 'async'.length);
  at += 'function'.length;
  const star = skipTrivia(source, at);
  return source[star] === '*' ? star + 1 : at;
}

/** The module function's first step: where its exports are found. */
export function exportsCode(cx: Context, record: ModuleRecord): string {
  if (record.localExports.length === 0) return '';
  const { names } = cx;
  const getters = record.localExports.map(({ exported, local }) => {
    const key = exported === '__proto__' ? '["__proto__"]' : propertyKey(exported);
    return `${key}:()=>${local === anonymousDefault ? names.fallback : local}`;
  });
  const last = record.program.body.find((item) => item.type === 'ExportDefaultDeclaration');
  const unnamed = last?.declaration.type === 'FunctionDeclaration' && !last.declaration.id;
  return `${names.module}.exports({${getters.join()}}${unnamed ? `,${names.fallback}` : ''});`;
}

/** Constants for imports that cannot change: `now` while linking (namespaces), the others when the module is run. */
export function importsCode(cx: Context, linked: Linked, now: boolean): string {
  const names: string[] = [];
  for (const [local, target] of Object.entries(linked.bindings)) {
    if (linked.live.has(local)) continue;
    if ((target.export === null) === now) names.push(local);
  }
  return names.length === 0 ? '' : `const{${names.join()}}=${cx.names.imports};`;
}

function propertyKey(name: string): string {
  return /^[\w$]+$/.test(name) && !/^\d/.test(name) ? name : quote(name);
}
