/** One module's text: types out, probes in, imports and exports turned into what `runtime/modules.ts` offers. */
import type * as t from '@babel/types';
import type { CompiledModule, CompileProblem } from '../protocol.ts';
import {
  addSite,
  type Body,
  type Context,
  endOf,
  insertBehind,
  locationOf,
  refuse,
  startOf,
} from './context.ts';
import { Edits } from './edits.ts';
import {
  announceDisposal,
  closing,
  isAwaitingLoop,
  resumesLate,
  visitAwait,
  visitAwaitingLoop,
  visitBlock,
  visitBody,
  visitCall,
  visitNew,
  visitReturn,
  visitTry,
  visitYield,
} from './insert-probes.ts';
import type { Linked } from './link.ts';
import { exportsCode, importsCode, visitModuleItem } from './module-items.ts';
import { chooseNames, quote } from './names.ts';
import type { ModuleRecord } from './records.ts';
import { findReferences } from './scopes.ts';
import { separate, stripTypes, stripWhole } from './strip-types.ts';
import { type FunctionNode, isFunction, isKnown, isStatementList, isWrapper, visitChildren } from './walk.ts';

export type Transformed = Pick<CompiledModule, 'code' | 'async' | 'sites' | 'insertions'> & {
  problems: CompileProblem[];
};

/** `quotes`: see `Context.quotes`; what one module says may be caught in another. */
export function transform(
  record: ModuleRecord,
  linked: Linked,
  { probes, quotes }: Pick<Context, 'probes' | 'quotes'>,
): Transformed {
  const { source, program } = record;
  const body: Body = { kind: 'module', probed: probes, wrapped: probes, suspensions: 0, resumption: '' };
  const cx: Context = {
    file: record.name,
    source,
    edits: new Edits(source),
    names: chooseNames(source),
    probes,
    quotes,
    sites: [],
    problems: [],
    outer: findOuterNames(record, linked),
    body,
    resources: 0,
    lateSite: 0,
    called: new Set(),
    statementStart: -1,
    visit: (node, parent) => visit(cx, node, parent),
  };
  if (program.interpreter) cx.edits.blank(startOf(program.interpreter), endOf(program.interpreter));
  visitChildren(program, cx.visit);
  const async = body.suspensions > 0;
  const { header, footer } = frame(cx, record, linked, async);
  const { text, insertions } = cx.edits.apply(header);
  return { code: `${text}\n${footer}`, async, sites: cx.sites, insertions, problems: cx.problems };
}

/** What comes before the module's own text, and on a line of its own after it (a line comment may end the text). */
function frame(
  cx: Context,
  record: ModuleRecord,
  linked: Linked,
  async: boolean,
): { header: string; footer: string } {
  const { names } = cx;
  const start = `${async ? 'async ' : ''}function*(${names.module},${names.imports},${names.probes}){"use strict";`;
  const linking = `${exportsCode(cx, record)}${importsCode(cx, linked, true)}yield;`;
  const constants = importsCode(cx, linked, false);
  if (!async || !cx.probes) return { header: start + linking + constants, footer: '}' };
  const { start: first, end: last } = locationOf(record.program);
  const enter = `${names.call}=${names.probes}.enter(${addSite(cx, first, first)},"module",${quote(record.name)});`;
  return {
    header: `${start}let ${names.call}=0;try{${linking}${enter}${constants}`,
    footer: `;${names.probes}.exit(${names.call},${addSite(cx, last, last)},void 0)${closing(cx)}}`,
  };
}

/** Identifiers that mean a live import, or an `arguments` no function has. */
function findOuterNames(record: ModuleRecord, linked: Linked): ReadonlySet<t.Node> {
  const names = new Set(linked.live);
  if (record.source.includes('arguments') || record.source.includes('\\u')) names.add('arguments');
  return names.size === 0 ? new Set() : findReferences(record.program, names).reads;
}

function visit(cx: Context, node: t.Node, parent: t.Node): void {
  if (stripWhole(cx, node, parent)) return;
  if (!isKnown(node)) {
    refuse(cx, node, `This syntax is not supported (${node.type}).`);
    return;
  }
  stripTypes(cx, node);
  switch (node.type) {
    case 'Identifier':
      visitIdentifier(cx, node, parent);
      break;
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      visitModuleItem(cx, node, parent);
      separate(cx, node);
      break;
    case 'ExpressionStatement':
      cx.statementStart = isStatementList(parent) ? startOf(node) : -1;
      visitChildren(node, cx.visit);
      separate(cx, node);
      break;
    case 'VariableDeclaration':
      visitVariables(cx, node, parent);
      break;
    case 'ReturnStatement':
      visitReturn(cx, node);
      separate(cx, node);
      break;
    case 'ThrowStatement':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      visitChildren(node, cx.visit);
      separate(cx, node);
      break;
    case 'AwaitExpression':
      visitAwait(cx, node, false);
      break;
    case 'YieldExpression':
      visitYield(cx, node, false);
      break;
    case 'TryStatement':
      visitTry(cx, node);
      break;
    case 'BlockStatement':
      visitBlock(cx, node);
      break;
    case 'LabeledStatement':
    case 'ForOfStatement':
      if (isAwaitingLoop(node)) visitAwaitingLoop(cx, node);
      else visitChildren(node, cx.visit);
      break;
    case 'CallExpression':
    case 'OptionalCallExpression':
      noteCall(cx, node.callee);
      visitCall(cx, node);
      break;
    case 'NewExpression':
      visitNew(cx, node);
      break;
    case 'TaggedTemplateExpression':
      noteCall(cx, node.tag);
      visitChildren(node, cx.visit);
      break;
    case 'ObjectProperty':
      if (node.shorthand) writeOut(cx, node);
      visitChildren(node, cx.visit);
      break;
    case 'ImportExpression':
    case 'MetaProperty':
      // `import(…)` and `import.meta` become `$m.import(…)` and `$m.import.meta`.
      if (node.type === 'ImportExpression' || node.meta.name === 'import') {
        cx.edits.insert(startOf(node), `${cx.names.module}.`);
      }
      visitChildren(node, cx.visit);
      break;
    case 'RegExpLiteral':
      checkPattern(cx, node);
      break;
    case 'UnaryExpression':
      // `a<!--b` is an expression in a module, and a comment in the script the module becomes part of.
      if (node.operator === '!' && cx.source.startsWith('<!--', startOf(node) - 1))
        cx.edits.insert(startOf(node), ' ');
      visitChildren(node, cx.visit);
      break;
    default:
      if (isFunction(node)) visitFunction(cx, node, parent);
      else visitChildren(node, cx.visit);
  }
}

function visitFunction(cx: Context, node: FunctionNode, parent: t.Node): void {
  if ('computed' in node && node.computed) cx.visit(node.key, node);
  for (const parameter of node.params) cx.visit(parameter, node);
  visitBody(cx, node, parent);
}

function visitVariables(cx: Context, node: t.VariableDeclaration, parent: t.Node): void {
  const listed = isStatementList(parent) || parent.type === 'ExportNamedDeclaration';
  const late = listed && cx.body.probed && resumesLate(node);
  const last = node.declarations.at(-1);
  for (const declarator of node.declarations) {
    const { init } = declarator;
    if (late && declarator === last && init?.type === 'AwaitExpression') {
      cx.visit(declarator.id, declarator);
      visitAwait(cx, init, true);
    } else if (late && declarator === last && init?.type === 'YieldExpression') {
      cx.visit(declarator.id, declarator);
      visitYield(cx, init, true);
    } else {
      cx.visit(declarator, node);
    }
  }
  if (parent.type.startsWith('For')) return;
  separate(cx, node);
  if (late) {
    const { probes, call } = cx.names;
    insertBehind(cx, node, `${probes}.resume(${call},${cx.lateSite},void 0);`);
  }
  if (node.kind === 'await using') announceDisposal(cx, node, parent);
}

/** A live import is read where its exporter keeps it, so that every use sees its present value. */
function visitIdentifier(cx: Context, node: t.Identifier, parent: t.Node): void {
  if (!cx.outer.has(node)) return;
  const { edits, names } = cx;
  const start = startOf(node);
  if (node.name === 'arguments') {
    const asked = parent.type === 'UnaryExpression' && parent.operator === 'typeof';
    edits.insert(start, asked ? `${names.module}.none.` : `${names.module}.`);
  } else if (cx.called.has(node)) {
    // `(0, a.b)()` calls without a `this`. The `;` keeps the parenthesis from calling what the line before ended in.
    edits.insert(start, `${cx.statementStart === start ? ';' : ''}(0,${names.imports}.`);
    edits.insert(endOf(node), ')');
  } else {
    edits.insert(start, `${names.imports}.`);
  }
}

/** Remembers that an imported name is called. */
function noteCall(cx: Context, callee: t.Node): void {
  let node = callee;
  while (isWrapper(node)) node = node.expression;
  if (cx.outer.has(node)) cx.called.add(node);
}

/** `{ a }` becomes `{ a: $i.a }`. */
function writeOut(cx: Context, node: t.ObjectProperty): void {
  const name = node.value.type === 'AssignmentPattern' ? node.value.left : node.value;
  if (name.type === 'Identifier' && cx.outer.has(name)) cx.edits.insert(startOf(name), `${name.name}:`);
}

function checkPattern(cx: Context, node: t.RegExpLiteral): void {
  try {
    new RegExp(node.pattern, node.flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /, '') : String(error);
    refuse(cx, node, `This regular expression is not valid: ${reason}.`);
  }
}
