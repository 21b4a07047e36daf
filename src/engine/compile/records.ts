/** What a module imports and exports: the fields of ECMA-262's Source Text Module Record, with positions. */
import type * as t from '@babel/types';
import type { CompileProblem } from '../protocol.ts';
import { locationOf } from './context.ts';
import { eachBoundName, isFunction, visitChildren } from './walk.ts';

export interface Request {
  specifier: string;
  node: t.Node;
}

/** `imported` is `null` for the namespace object. */
export interface ImportEntry {
  local: string;
  imported: string | null;
  specifier: string;
  node: t.Node;
}

export interface LocalExport {
  exported: string;
  local: string;
  node: t.Node;
}

/** `export { imported as exported } from`, `export * as exported from`, or an import that is exported again. */
export interface IndirectExport {
  exported: string;
  imported: string | null;
  specifier: string;
  node: t.Node;
}

export interface ModuleRecord {
  name: string;
  source: string;
  program: t.Program;
  /** Static imports and re-exports, in source order. */
  requests: Request[];
  imports: ImportEntry[];
  localExports: LocalExport[];
  indirectExports: IndirectExport[];
  starExports: Request[];
  /** Exported names that are only types: for better messages. */
  typeExports: Set<string>;
  /** Specifiers of `import('…')` and `new URL('…', import.meta.url)`, and whether there is one that is computed. */
  dynamicSpecifiers: Set<string>;
  computedImport: boolean;
  /** Speaks of `Worker`. */
  makesWorkers: boolean;
  /** Calls `eval`: what it assigns to cannot be known. */
  callsEval: boolean;
  problems: CompileProblem[];
}

/** The local name of a default export that has none. No identifier can be spelt so. */
export const anonymousDefault = '*default*';

export function createRecord(name: string, source: string, program: t.Program): ModuleRecord {
  const record: ModuleRecord = {
    name,
    source,
    program,
    requests: [],
    imports: [],
    localExports: [],
    indirectExports: [],
    starExports: [],
    typeExports: new Set(),
    dynamicSpecifiers: new Set(),
    computedImport: false,
    makesWorkers: /\bWorker\b/.test(source),
    callsEval: /\beval\b/.test(source),
    problems: [],
  };
  for (const statement of program.body) readStatement(record, statement);
  turnImportsIntoIndirectExports(record);
  checkNames(record);
  if (/\bimport\b\s*[(/]/.test(source) || (record.makesWorkers && /\bimport\b/.test(source)))
    findDynamicImports(record);
  return record;
}

function readStatement(record: ModuleRecord, statement: t.Statement): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      if (statement.importKind !== 'type') readImport(record, statement);
      break;
    case 'ExportAllDeclaration':
      if (statement.exportKind === 'type') break;
      record.requests.push({ specifier: statement.source.value, node: statement.source });
      record.starExports.push({ specifier: statement.source.value, node: statement });
      break;
    case 'ExportNamedDeclaration':
      readNamedExport(record, statement);
      break;
    case 'ExportDefaultDeclaration':
      readDefaultExport(record, statement);
      break;
  }
}

function readImport(record: ModuleRecord, statement: t.ImportDeclaration): void {
  const specifier = statement.source.value;
  record.requests.push({ specifier, node: statement.source });
  for (const item of statement.specifiers) {
    if (item.type === 'ImportSpecifier' && item.importKind === 'type') continue;
    let imported: string | null = 'default';
    if (item.type === 'ImportNamespaceSpecifier') imported = null;
    else if (item.type === 'ImportSpecifier') imported = nameOf(item.imported);
    record.imports.push({ local: item.local.name, imported, specifier, node: item });
  }
}

function readNamedExport(record: ModuleRecord, statement: t.ExportNamedDeclaration): void {
  const { declaration, source } = statement;
  if (declaration) {
    readExportedDeclaration(record, declaration);
    return;
  }
  if (source && statement.exportKind !== 'type') {
    record.requests.push({ specifier: source.value, node: source });
  }
  for (const item of statement.specifiers) {
    const exported = nameOf(item.exported);
    if (statement.exportKind === 'type' || (item.type === 'ExportSpecifier' && item.exportKind === 'type')) {
      record.typeExports.add(exported);
    } else if (source) {
      const imported = item.type === 'ExportSpecifier' ? nameOf(item.local) : null;
      record.indirectExports.push({ exported, imported, specifier: source.value, node: item });
    } else if (item.type === 'ExportSpecifier') {
      record.localExports.push({ exported, local: nameOf(item.local), node: item });
    }
  }
}

function readExportedDeclaration(record: ModuleRecord, declaration: t.Declaration): void {
  switch (declaration.type) {
    case 'VariableDeclaration':
      if (declaration.declare) break;
      for (const { id } of declaration.declarations) {
        eachBoundName(id, (name) => addLocalExport(record, name.name, name));
      }
      break;
    case 'FunctionDeclaration':
      if (declaration.id) addLocalExport(record, declaration.id.name, declaration.id);
      break;
    case 'ClassDeclaration':
      if (declaration.id && !declaration.declare) addLocalExport(record, declaration.id.name, declaration.id);
      break;
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      record.typeExports.add(declaration.id.name);
      break;
  }
}

function addLocalExport(record: ModuleRecord, name: string, node: t.Node): void {
  record.localExports.push({ exported: name, local: name, node });
}

function readDefaultExport(record: ModuleRecord, statement: t.ExportDefaultDeclaration): void {
  const { declaration } = statement;
  if (declaration.type === 'TSDeclareFunction') return;
  if ((declaration.type as string) === 'TSInterfaceDeclaration') {
    record.typeExports.add('default');
    return;
  }
  const named = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  const local = (named && declaration.id?.name) || anonymousDefault;
  record.localExports.push({ exported: 'default', local, node: statement });
}

/** ParseModule, step 9: `import { a } from 'x'; export { a };` is `export { a } from 'x'`. */
function turnImportsIntoIndirectExports(record: ModuleRecord): void {
  if (record.imports.length === 0) return;
  const imports = new Map(record.imports.map((entry) => [entry.local, entry]));
  record.localExports = record.localExports.filter(({ exported, local, node }) => {
    const entry = imports.get(local);
    if (!entry) return true;
    record.indirectExports.push({ exported, imported: entry.imported, specifier: entry.specifier, node });
    return false;
  });
}

function checkNames(record: ModuleRecord): void {
  const seen = new Set<string>();
  for (const { exported, node } of [...record.localExports, ...record.indirectExports]) {
    if (seen.has(exported))
      report(record, node, `There are two exports called '${exported}'.`, 'Remove or rename one.');
    seen.add(exported);
  }
  const needed = record.localExports.filter((entry) => entry.node.type === 'ExportSpecifier');
  if (record.imports.length === 0 && needed.length === 0) return;
  const { values, types } = topLevelNames(record.program);
  for (const { local } of record.imports) {
    const declared = values.get(local);
    if (declared) {
      report(
        record,
        declared,
        `'${local}' is already the name of an import.`,
        'Choose another name for one of them.',
      );
    }
  }
  for (const { local, node } of needed) {
    if (values.has(local)) continue;
    if (types.has(local)) {
      report(
        record,
        node,
        `'${local}' is a type, and types do not exist at run time.`,
        `Write: export type { ${local} };`,
      );
    } else {
      report(record, node, `There is nothing called '${local}' here to export.`);
    }
  }
}

/** Names declared at the module's top level, `var` in nested blocks included. */
function topLevelNames(program: t.Program): { values: Map<string, t.Node>; types: Set<string> } {
  const values = new Map<string, t.Node>();
  const types = new Set<string>();
  const visit = (node: t.Node, parent: t.Node): void => {
    const top = parent === program || parent.type.startsWith('Export');
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (top && node.id && !('declare' in node && node.declare)) values.set(node.id.name, node.id);
        break;
      case 'VariableDeclaration':
        if (!node.declare && (top || node.kind === 'var')) {
          for (const { id } of node.declarations) eachBoundName(id, (name) => values.set(name.name, name));
        }
        break;
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
        if (top) types.add(node.id.name);
        break;
      case 'ImportDeclaration':
        for (const item of node.specifiers) {
          const isType =
            node.importKind === 'type' || (item.type === 'ImportSpecifier' && item.importKind === 'type');
          if (isType) types.add(item.local.name);
        }
        break;
    }
    if (!isFunction(node) && !node.type.endsWith('Expression') && node.type !== 'ClassBody')
      visitChildren(node, visit);
  };
  visitChildren(program, visit);
  return { values, types };
}

function findDynamicImports(record: ModuleRecord): void {
  const add = (specifier: t.Node) => {
    if (specifier.type === 'StringLiteral') record.dynamicSpecifiers.add(specifier.value);
    else record.computedImport = true;
  };
  const visit = (node: t.Node): void => {
    if (node.type === 'ImportExpression') add(node.source);
    else if (record.makesWorkers) {
      const address = relativeAddress(node);
      if (address) add(address);
    }
    visitChildren(node, visit);
  };
  visitChildren(record.program, visit);
}

/** The first argument of `new URL(…, import.meta.url)`: how a worker's file is named. */
function relativeAddress(node: t.Node): t.Node | undefined {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'URL')
    return undefined;
  const [address, base] = node.arguments;
  const isOwn =
    base?.type === 'MemberExpression' &&
    base.object.type === 'MetaProperty' &&
    base.property.type === 'Identifier' &&
    base.property.name === 'url';
  return isOwn ? address : undefined;
}

export function nameOf(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'StringLiteral' ? node.value : node.name;
}

export function report(record: ModuleRecord, node: t.Node, message: string, advice?: string): void {
  const { start } = locationOf(node);
  const problem: CompileProblem = { file: record.name, line: start.line - 1, column: start.column, message };
  if (advice !== undefined) problem.advice = advice;
  record.problems.push(problem);
}
