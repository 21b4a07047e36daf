/**
 * Types, blanked so that every remaining character keeps its line and column: what TypeScript calls erasable syntax.
 * Where a blank would join two statements or part what belongs together, a `;` or a parenthesis is put into the blank,
 * as ts-blank-space does (https://github.com/bloomberg/ts-blank-space).
 */
import type * as t from '@babel/types';
import { type Context, endOf, refuse, skipTrivia, startOf } from './context.ts';
import { endsOpen, type FunctionNode, itemsOf } from './walk.ts';

/** Blanks what is type about `node` itself; its children are left to their own visits. */
export function stripTypes(cx: Context, node: t.Node): void {
  switch (node.type) {
    case 'Identifier':
      stripName(cx, node);
      break;
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
    case 'AssignmentPattern':
      blankNode(cx, node.typeAnnotation);
      break;
    case 'VariableDeclarator':
      if (node.definite && node.id.type === 'Identifier') blankMark(cx, nameEnd(cx.source, node.id), '!');
      break;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      stripFunction(cx, node);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      stripClass(cx, node);
      break;
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      stripField(cx, node);
      break;
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'TSInstantiationExpression':
      blankNode(cx, node.typeArguments);
      break;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      cx.edits.blank(endOf(node.expression), endOf(node));
      break;
  }
}

/**
 * Handles nodes that are types as a whole, or that cannot be erased: blanks or refuses them and answers true. Their
 * children are not visited.
 */
export function stripWhole(cx: Context, node: t.Node, parent: t.Node): boolean {
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSDeclareFunction':
    case 'TSDeclareMethod':
    case 'TSIndexSignature':
      blankItem(cx, node, parent);
      return true;
    case 'VariableDeclaration':
    case 'ClassDeclaration':
    case 'ClassProperty':
      if (!node.declare && !(node.type === 'ClassProperty' && node.abstract)) return false;
      blankItem(cx, node, parent);
      return true;
    case 'TSEnumDeclaration':
      if (node.declare) blankItem(cx, node, parent);
      else {
        refuse(
          cx,
          node,
          'An enum is not just a type: it would have to become code.',
          `Write an object instead: const ${node.id.name} = { … } as const;`,
        );
      }
      return true;
    case 'TSModuleDeclaration':
      if (node.declare || isTypeOnly(node)) blankItem(cx, node, parent);
      else {
        refuse(
          cx,
          node,
          'A namespace with values in it is not just a type: it would have to become code.',
          'Put its contents into a file of its own and import that.',
        );
      }
      return true;
    case 'TSImportEqualsDeclaration':
      if (node.importKind === 'type') blankItem(cx, node, parent);
      else
        refuse(
          cx,
          node,
          '`import … = …` belongs to CommonJS.',
          `Write: import ${node.id.name} from './….ts';`,
        );
      return true;
    case 'TSExportAssignment':
      refuse(cx, node, '`export = …` belongs to CommonJS.', 'Write `export default …` instead.');
      return true;
    case 'TSNamespaceExportDeclaration':
      refuse(cx, node, '`export as namespace` belongs into declaration files.', 'Leave it out.');
      return true;
    case 'TSTypeAssertion':
      refuse(
        cx,
        node,
        'A type in angle brackets cannot be erased in place.',
        'Write `value as Type` instead.',
      );
      return true;
    case 'TSParameterProperty':
      refuse(
        cx,
        node,
        'A parameter with `public`, `private`, `protected`, `readonly` or `override` would have to become code.',
        'Declare a field, and assign the parameter to it in the constructor.',
      );
      return true;
    default:
      return false;
  }
}

/**
 * Statements and fields that ended in a type, or whose type made them end: a `;` keeps them apart from what follows.
 * (Also behind `yield` without a value, which ends a statement where the call it becomes would not.)
 * To be called when everything about `node` has been inserted.
 */
export function separate(cx: Context, node: t.Node): void {
  const { source } = cx;
  const end = endOf(node);
  if (source[end - 1] === ';') return;
  if (
    node.type === 'ClassProperty' &&
    !node.value &&
    !node.computed &&
    (node.typeAnnotation || node.optional)
  ) {
    const name = node.key.type === 'Identifier' ? node.key.name : '';
    if (modifierLike.has(name)) cx.edits.insert(end, ';');
    return;
  }
  const ending = endingOf(node);
  if (ending && continues(source, skipTrivia(source, end), ending === 'yield')) cx.edits.insert(end, ';');
}

/** Blanks a whole statement or class element; a `;` stays where its neighbours would otherwise become one. */
export function blankItem(cx: Context, node: t.Node, parent: t.Node): void {
  const { source } = cx;
  const end = endOf(node);
  const joins = continues(source, skipTrivia(source, end), true) && isOpen(source, node, parent);
  cx.edits.blank(startOf(node), end, joins ? ';' : '');
}

/** Does the statement or class element before `node` end where the next token might continue it? */
function isOpen(source: string, node: t.Node, parent: t.Node): boolean {
  const siblings = itemsOf(parent);
  for (let index = siblings.indexOf(node) - 1; index >= 0; index--) {
    const before = siblings[index] as t.Node;
    if (isErased(before)) continue;
    return endsOpen(source, before);
  }
  return false;
}

/** Is nothing left of this statement or class element when types are gone (or when imports are said elsewhere)? */
export function isErased(node: t.Node): boolean {
  switch (node.type) {
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSDeclareFunction':
    case 'TSDeclareMethod':
    case 'TSIndexSignature':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return true;
    case 'VariableDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return node.declare === true;
    case 'TSModuleDeclaration':
      return node.declare === true || isTypeOnly(node);
    case 'ClassProperty':
      return node.declare === true || node.abstract === true;
    case 'ExportNamedDeclaration':
      return !node.declaration || isErased(node.declaration);
    case 'ExportDefaultDeclaration':
      return isErased(node.declaration);
    default:
      return false;
  }
}

/** Blanks a part of something that stays. */
export function blankNode(cx: Context, node: t.Node | null | undefined): void {
  if (node) cx.edits.blank(startOf(node), endOf(node));
}

const modifierLike = new Set(['get', 'set', 'static', 'async', 'accessor']);

/** Could the text at `at` continue an expression that ends before it? */
function continues(source: string, at: number, afterStatement: boolean): boolean {
  const unit = source[at];
  if (unit === undefined) return false;
  if (unit === '(' || unit === '[' || unit === '`') return true;
  if (!afterStatement) return false;
  if (unit === '+' || unit === '-' || unit === '*' || unit === '/' || unit === '.') return true;
  return /^(?:in|instanceof)\b/.test(source.slice(at, at + 11));
}

/** Does the node end in a type that is blanked, or in a `yield` without a value, which nothing continues? */
function endingOf(node: t.Node): 'type' | 'yield' | undefined {
  let last: t.Node | null | undefined = node;
  while (last) {
    switch (last.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSInstantiationExpression':
        return 'type';
      case 'ExpressionStatement':
        last = last.expression;
        break;
      case 'VariableDeclaration':
        last = last.declarations.at(-1);
        break;
      case 'VariableDeclarator':
        last = last.init;
        break;
      case 'ExportDefaultDeclaration':
      case 'ExportNamedDeclaration':
        last = last.declaration;
        break;
      case 'ClassProperty':
      case 'ClassPrivateProperty':
        last = last.value;
        break;
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'AwaitExpression':
      case 'UnaryExpression':
      case 'SpreadElement':
        last = last.argument;
        break;
      case 'YieldExpression':
        if (!last.argument) return 'yield';
        last = last.argument;
        break;
      case 'AssignmentExpression':
      case 'BinaryExpression':
      case 'LogicalExpression':
        last = last.right;
        break;
      case 'ConditionalExpression':
        last = last.alternate;
        break;
      case 'SequenceExpression':
        last = last.expressions.at(-1);
        break;
      case 'ArrowFunctionExpression':
        last = last.body;
        break;
      case 'NewExpression':
        return last.typeArguments && endOf(last) === endOf(last.typeArguments) ? 'type' : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

function stripName(cx: Context, node: t.Identifier): void {
  if (node.name === 'this' || (!node.optional && !node.typeAnnotation)) return;
  if (node.optional) blankMark(cx, nameEnd(cx.source, node), '?');
  blankNode(cx, node.typeAnnotation);
}

function nameEnd(source: string, node: t.Identifier): number {
  const start = startOf(node);
  if (source.startsWith(node.name, start)) return start + node.name.length;
  escapedName.lastIndex = start;
  escapedName.test(source);
  return escapedName.lastIndex;
}

const escapedName = /(?:[\p{ID_Continue}$\u200c\u200d]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]+\})+/uy;

/** Blanks the one character `mark` that follows `at`. */
function blankMark(cx: Context, at: number, mark: string): void {
  const position = skipTrivia(cx.source, at);
  if (cx.source[position] === mark) cx.edits.blank(position, position + 1);
}

function stripFunction(cx: Context, node: FunctionNode): void {
  const { source, edits } = cx;
  if (node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') {
    stripModifiers(cx, node);
    if (node.optional) blankMark(cx, keyEnd(source, node), '?');
  }
  const { typeParameters, returnType } = node;
  if (typeParameters) {
    const end = endOf(typeParameters);
    const open = skipTrivia(source, end);
    // `async <T,⏎ U>(x) =>` and `return <⏎T>(x) =>`: no line end may come between the first word and the parenthesis.
    if (clingsToWord(source, node) && hasLineEnd(source, startOf(typeParameters), open)) {
      edits.blank(startOf(typeParameters), end, '(');
      edits.blank(open, open + 1);
    } else {
      blankNode(cx, typeParameters);
    }
  }
  const first = node.params[0];
  if (first?.type === 'Identifier' && first.name === 'this') {
    const comma = skipTrivia(source, endOf(first));
    if (source[comma] === ',') edits.blank(comma, comma + 1);
    edits.blank(startOf(first), endOf(first));
  }
  if (returnType) {
    const start = startOf(returnType);
    const end = endOf(returnType);
    // `(x): {⏎ … } => x`: no line end may come before the arrow, so the parenthesis moves down to it.
    if (node.type === 'ArrowFunctionExpression' && hasLineEnd(source, start, end)) {
      const close = closingParenthesis(source, node, start);
      edits.blank(close, close + 1);
      edits.blank(start, end, '', ')');
    } else {
      edits.blank(start, end);
    }
  }
}

/** Does the arrow function lose its parameters when they move to another line than the word before them? */
function clingsToWord(source: string, node: FunctionNode): boolean {
  if (node.type !== 'ArrowFunctionExpression') return false;
  return node.async || /\b(?:return|throw|yield)(?:\s|\/\*.*?\*\/)*$/.test(source.slice(0, startOf(node)));
}

function closingParenthesis(source: string, node: t.ArrowFunctionExpression, before: number): number {
  const last = node.params.at(-1);
  let at: number;
  if (last) {
    at = skipTrivia(source, endOf(last));
    if (source[at] === ',') at = skipTrivia(source, at + 1);
  } else {
    at = node.typeParameters ? endOf(node.typeParameters) : startOf(node) + (node.async ? 'async'.length : 0);
    at = skipTrivia(source, skipTrivia(source, at) + 1);
  }
  if (source[at] !== ')' || at >= before) throw new Error('no parenthesis before the return type');
  return at;
}

function hasLineEnd(source: string, from: number, to: number): boolean {
  return /[\n\r\u2028\u2029]/.test(source.slice(from, to));
}

function stripClass(cx: Context, node: t.ClassDeclaration | t.ClassExpression): void {
  const { source } = cx;
  if (node.type === 'ClassDeclaration' && node.abstract) {
    const start = startOf(node);
    // Babel lets an exported class begin at `export` or at `abstract`.
    const at = source.startsWith('abstract', start) ? start : source.indexOf('abstract', start);
    cx.edits.blank(at, at + 'abstract'.length);
  }
  blankNode(cx, node.typeParameters);
  blankNode(cx, node.superTypeArguments);
  const interfaces = node.implements ?? [];
  const [first] = interfaces;
  const last = interfaces.at(-1);
  if (!first || !last) return;
  const before = node.superTypeArguments ?? node.superClass ?? node.typeParameters ?? node.id;
  const from = before ? endOf(before) : startOf(node) + 'class'.length;
  const word = skipTrivia(source, from);
  cx.edits.blank(word, endOf(last));
}

function stripField(cx: Context, node: t.ClassProperty | t.ClassPrivateProperty): void {
  stripModifiers(cx, node);
  const annotation = node.typeAnnotation;
  if (node.optional) blankMark(cx, keyEnd(cx.source, node), '?');
  if (node.definite) blankMark(cx, keyEnd(cx.source, node), '!');
  blankNode(cx, annotation);
}

type ClassElement = t.ClassMethod | t.ClassPrivateMethod | t.ClassProperty | t.ClassPrivateProperty;

const typeModifiers = new Set([
  'public',
  'private',
  'protected',
  'readonly',
  'override',
  'abstract',
  'declare',
]);
const word = /[a-z]+/y;

/** Blanks `public`, `readonly` … between the element's beginning and its name. */
function stripModifiers(cx: Context, node: ClassElement): void {
  const { source } = cx;
  const computed = 'computed' in node && node.computed;
  const limit = startOf(node.key);
  let at = startOf(node);
  let kept = false;
  let first = -1;
  const found: [number, number][] = [];
  while (at < limit) {
    word.lastIndex = at;
    const match = word.exec(source);
    if (!match) break;
    const end = at + match[0].length;
    if (typeModifiers.has(match[0])) {
      if (!kept && first < 0) first = at;
      found.push([at, end]);
    } else {
      kept = true;
    }
    at = skipTrivia(source, end);
  }
  for (const [start, end] of found) {
    const joins = start === first && !kept && (computed || continues(source, at, true));
    cx.edits.blank(start, end, joins ? ';' : '');
  }
}

/** Offset behind the name of a class element, `]` included. */
function keyEnd(source: string, node: ClassElement): number {
  const { key } = node;
  if (!('computed' in node && node.computed))
    return key.type === 'Identifier' ? nameEnd(source, key) : endOf(key);
  return skipTrivia(source, endOf(key)) + 1;
}

/** A namespace that declares nothing but types. */
function isTypeOnly(node: t.TSModuleDeclaration): boolean {
  const { body } = node;
  if (body.type !== 'TSModuleBlock') return isTypeOnly(body as unknown as t.TSModuleDeclaration);
  return body.body.every((statement): boolean => {
    const item = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (!item) return statement.type === 'ExportNamedDeclaration' && statement.exportKind === 'type';
    if (item.type === 'TSTypeAliasDeclaration' || item.type === 'TSInterfaceDeclaration') return true;
    if (item.type === 'TSModuleDeclaration') return isTypeOnly(item);
    return 'declare' in item && item.declare === true;
  });
}
