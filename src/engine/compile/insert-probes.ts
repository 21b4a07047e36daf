/**
 * Probes, put around what gives up the turn. Every form keeps the number of turns, the order of evaluation and the
 * names of functions; none begins a statement with a character that could continue the statement before it.
 *
 *     await x                →  $p.resume($c, 1, await $p.suspend($c, 1, "await", x))
 *     return x               →  return $p.exit($c, 2, x)
 *     p.then(f)              →  p.then($p.at(3, f))
 *     p.then(...list)        →  p.then(...($p.at(3, 0), list))
 *     catch (e) {…}          →  catch (e) { $p.caught(e); … }
 *     for await (x of y) {…} →  try { for await (x of y') { resume; try {…} finally { suspend } } } finally { reenter }
 *     await using a = b      →  await using a = b; using $r1 = $p.disposing($c, 4)
 *     { … }                  →  { const $c = $p.enter(…); try { … } catch ($e) { throw fail } finally { leave } }
 *
 * A `using` declared after an `await using` is disposed before it, so it tells when the disposal begins.
 */
import type * as t from '@babel/types';
import type { CallKind } from '../probes.ts';
import {
  addSite,
  type Body,
  type Context,
  endOf,
  insertBehind,
  locationOf,
  siteOf,
  startOf,
} from './context.ts';
import { quote } from './names.ts';
import { markedNames } from './natives.ts';
import {
  eachBoundName,
  endsOpen,
  type FunctionNode,
  isFunction,
  isWrapper,
  itemsOf,
  visitChildren,
} from './walk.ts';

export function kindOf(node: FunctionNode): CallKind | null {
  if (node.generator) return node.async ? 'async-generator' : 'generator';
  return node.async ? 'async' : null;
}

/** Compiles a function's body, which is `node.body`, with the probes of a call around and in it. */
export function visitBody(cx: Context, node: FunctionNode, parent: t.Node): void {
  const { body } = node;
  const kind = kindOf(node);
  const probed = cx.probes && kind !== null;
  const outer = cx.body;
  const wrapped = !probed || body.type !== 'BlockStatement' || !hasConflict(body);
  const inner: Body = { kind, probed, wrapped, suspensions: 0, resumption: '' };
  cx.body = inner;
  if (!probed) cx.visit(body, node);
  else if (body.type === 'BlockStatement') wrapBlock(cx, node, parent, body, inner);
  else wrapExpression(cx, node, parent, body);
  cx.body = outer;
}

function wrapBlock(
  cx: Context,
  node: FunctionNode,
  parent: t.Node,
  body: t.BlockStatement,
  inner: Body,
): void {
  const { edits, names } = cx;
  const directive = body.directives.at(-1);
  // Behind the directives: whatever comes before them would make them ordinary strings.
  const begin = directive ? endOf(directive) : startOf(body) + 1;
  const separator = directive && cx.source[begin - 1] !== ';' ? ';' : '';
  edits.insert(begin, `${separator}${opening(cx, node, parent)}${inner.wrapped ? 'try{' : ''}`);
  visitChildren(body, cx.visit);
  const last = body.body.at(-1);
  const { end } = locationOf(body);
  const brace = { ...end, column: end.column - 1 };
  if (last?.type !== 'ReturnStatement' && last?.type !== 'ThrowStatement') {
    const site = addSite(cx, brace, end);
    const probe = inner.wrapped ? 'exit' : 'last';
    const separator = last && endsOpen(cx.source, last) ? ';' : '';
    edits.insert(endOf(body) - 1, `${separator}${names.probes}.${probe}(${names.call},${site},void 0)`);
  }
  if (inner.wrapped) edits.insert(endOf(body) - 1, closing(cx));
}

function wrapExpression(cx: Context, node: FunctionNode, parent: t.Node, body: t.Expression): void {
  const { edits, names } = cx;
  const begin = opening(cx, node, parent);
  edits.insert(startOf(body), `{${begin}try{return ${names.probes}.exit(${names.call},${siteOf(cx, body)},`);
  cx.visit(body, node);
  edits.insert(endOf(body), `)${closing(cx)}}`);
}

function opening(cx: Context, node: FunctionNode, parent: t.Node): string {
  const { names } = cx;
  const name = quote(functionName(cx, node, parent));
  return `const ${names.call}=${names.probes}.enter(${siteOf(cx, node)},"${kindOf(node)}",${name});`;
}

export function closing(cx: Context): string {
  const { probes, call, error } = cx.names;
  return `}catch(${error}){throw ${probes}.fail(${call},${error})}finally{${probes}.leave(${call})}`;
}

/** What a reader would call the function: its name or, for `map(async () => …)`, `map callback`; '' when nothing near it is a name. */
function functionName(cx: Context, node: FunctionNode, parent: t.Node): string {
  switch (node.type) {
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return keyName(cx, node.key, 'computed' in node && node.computed);
    case 'FunctionDeclaration':
      return node.id?.name ?? 'default';
    case 'FunctionExpression':
      if (node.id) return node.id.name;
  }
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'AssignmentPattern':
      return parent.left.type === 'Identifier' ? parent.left.name : '';
    case 'AssignmentExpression':
      if (parent.left.type === 'Identifier') return parent.left.name;
      return parent.left.type === 'MemberExpression'
        ? keyName(cx, parent.left.property, parent.left.computed)
        : '';
    case 'ObjectProperty':
    case 'ClassProperty':
      return keyName(cx, parent.key, parent.computed === true);
    case 'ClassPrivateProperty':
      return keyName(cx, parent.key, false);
    case 'ExportDefaultDeclaration':
      return 'default';
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression': {
      if (parent.callee === node) return '';
      const receiver = lastName(parent.callee);
      return receiver && `${receiver} callback`;
    }
    default:
      return '';
  }
}

/** `map` in `bases.map`; '' where the last part is not a name. */
function lastName(callee: t.Node): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return !callee.computed && callee.property.type === 'Identifier' ? callee.property.name : '';
    case 'ParenthesizedExpression':
    case 'TSNonNullExpression':
      return lastName(callee.expression);
    default:
      return '';
  }
}

function keyName(cx: Context, key: t.Node, computed: boolean): string {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'StringLiteral') return key.value;
  const text = cx.source.slice(startOf(key), endOf(key));
  return computed ? `[${text}]` : text;
}

/**
 * Would the body mean something else, or nothing at all, as a block? A function body may declare a function twice, or
 * as a variable too; a block may not.
 */
function hasConflict(body: t.BlockStatement): boolean {
  const functions = new Set<string>();
  for (const statement of body.body) {
    if (statement.type !== 'FunctionDeclaration' || !statement.id) continue;
    if (functions.has(statement.id.name)) return true;
    functions.add(statement.id.name);
  }
  return functions.size > 0 && declaresVariable(body, functions);
}

function declaresVariable(body: t.Node, names: ReadonlySet<string>): boolean {
  let found = false;
  const visit = (node: t.Node): void => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var' && !node.declare) {
      for (const { id } of node.declarations) eachBoundName(id, ({ name }) => (found ||= names.has(name)));
    }
    if (!isFunction(node) && node.type !== 'ClassBody' && !node.type.endsWith('Expression'))
      visitChildren(node, visit);
  };
  visitChildren(body, visit);
  return found;
}

/** `late`: the resumption is told after the statement, see `resumesLate`. */
export function visitAwait(cx: Context, node: t.AwaitExpression, late: boolean): void {
  const { edits, names, body } = cx;
  body.suspensions++;
  if (!body.probed) {
    cx.visit(node.argument, node);
    return;
  }
  const site = siteOf(cx, node);
  if (!late) edits.insert(startOf(node), `${names.probes}.resume(${names.call},${site},`);
  edits.insert(
    startOf(node.argument),
    `${names.probes}.suspend(${names.call},${site},"await",${body.resumption}`,
  );
  cx.visit(node.argument, node);
  edits.insert(endOf(node), `${late ? ')' : '))'}${body.resumption && ')'}`);
  if (late) cx.lateSite = site;
}

/**
 * `const [a] = await x;`: engines say "(intermediate value) is not iterable" only when they see the `await`, or `yield`, itself, so
 * it stays the initial value, and `resume` follows the declaration. Only where nothing of the program's own runs in between.
 */
export function resumesLate(node: t.VariableDeclaration): boolean {
  if (node.kind !== 'const' && node.kind !== 'let') return false;
  const last = node.declarations.at(-1);
  if (!last || last.id.type === 'Identifier' || !isSimplePattern(last.id)) return false;
  return last.init?.type === 'AwaitExpression' || last.init?.type === 'YieldExpression';
}

function isSimplePattern(pattern: t.Node): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return true;
    case 'ArrayPattern':
      return pattern.elements.every((element) => element === null || isSimplePattern(element));
    case 'ObjectPattern':
      return pattern.properties.every((property) =>
        property.type === 'RestElement'
          ? isSimplePattern(property.argument)
          : !property.computed && isSimplePattern(property.value),
      );
    case 'RestElement':
      return isSimplePattern(pattern.argument);
    case 'AssignmentPattern':
      return isSimplePattern(pattern.left) && isConstant(pattern.right);
    default:
      return false;
  }
}

/** Runs nothing of the program's own when it is evaluated. */
function isConstant(node: t.Node): boolean {
  if (isWrapper(node)) return isConstant(node.expression);
  switch (node.type) {
    case 'Identifier':
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BigIntLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'ArrayExpression':
      return node.elements.length === 0;
    case 'ObjectExpression':
      return node.properties.length === 0;
    default:
      return false;
  }
}

/** `late`: as for `visitAwait`. */
export function visitYield(cx: Context, node: t.YieldExpression, late: boolean): void {
  const { edits, names, body } = cx;
  body.suspensions++;
  if (!body.probed) {
    visitChildren(node, cx.visit);
    return;
  }
  const site = siteOf(cx, node);
  const suspend = `${names.probes}.suspend(${names.call},${site},"yield",`;
  if (late) cx.lateSite = site;
  const end = late ? '' : ')';
  if (!late) edits.insert(startOf(node), `${names.probes}.resume(${names.call},${site},`);
  if (node.argument) {
    edits.insert(startOf(node.argument), suspend + body.resumption);
    cx.visit(node.argument, node);
    edits.insert(endOf(node.argument), `)${end}${body.resumption && ')'}`);
  } else {
    edits.insert(endOf(node), ` ${suspend}void 0)${end}`);
  }
}

export function visitReturn(cx: Context, node: t.ReturnStatement): void {
  const { edits, names, body } = cx;
  if (!body.probed) {
    visitChildren(node, cx.visit);
    return;
  }
  const site = siteOf(cx, node);
  const exit = `${names.probes}.${body.wrapped ? 'exit' : 'last'}(${names.call},${site},`;
  if (!node.argument) {
    if (body.kind === 'async-generator') {
      // With a value the generator would await it.
      edits.insert(startOf(node), `{${exit}void 0);`);
      edits.insert(endOf(node), '}');
    } else {
      const end = cx.source[endOf(node) - 1] === ';' ? '' : ';';
      edits.insert(startOf(node) + 'return'.length, ` ${exit}void 0)${end}`);
    }
    return;
  }
  // In an async generator `return x` awaits `x`; nothing can be put between that and the return.
  const awaits = body.kind === 'async-generator';
  if (awaits) body.suspensions++;
  const suspends = awaits && body.wrapped;
  const suspend = suspends ? `${names.probes}.suspend(${names.call},${site},"await",` : '';
  edits.insert(startOf(node.argument), suspend + exit);
  cx.visit(node.argument, node);
  edits.insert(endOf(node.argument), suspends ? '))' : ')');
}

/**
 * A rejected `await` continues in a `catch` or `finally` clause; and what is caught may quote the program. A pattern takes
 * the error apart before the clause begins: a `catch` of our own, within the block, is there before it.
 */
export function visitTry(cx: Context, node: t.TryStatement): void {
  const { edits, names, body } = cx;
  const before = body.suspensions;
  const gaveUp = () => body.probed && body.suspensions > before;
  const reenter = (clause: t.BlockStatement, at: t.Node, caught: string): void => {
    const { start } = locationOf(at);
    const site = addSite(cx, start, start);
    edits.insert(startOf(clause) + 1, `${names.probes}.reenter(${names.call},${site}${caught});`);
  };
  const { block, handler, finalizer } = node;
  const param = cx.quotes ? handler?.param : undefined;
  const caught = param?.type === 'Identifier' ? param.name : undefined;
  const isTakenApart = param && caught === undefined;
  if (isTakenApart) edits.insert(startOf(block) + 1, 'try{');
  cx.visit(block, node);
  if (isTakenApart)
    edits.insert(endOf(block) - 1, `}catch(${names.error}){throw ${names.probes}.caught(${names.error})}`);
  if (handler) {
    if (handler.param) cx.visit(handler.param, handler);
    if (gaveUp()) reenter(handler.body, handler, caught === undefined ? '' : `,${caught}`);
    else if (caught !== undefined)
      edits.insert(startOf(handler.body) + 1, `${names.probes}.caught(${caught});`);
    cx.visit(handler.body, handler);
  }
  if (finalizer) {
    if (gaveUp()) reenter(finalizer, finalizer, '');
    cx.visit(finalizer, node);
  }
}

/** `for await`, and `for` over `await using`. `outermost` is the loop, or the label in front of it. */
export function visitAwaitingLoop(cx: Context, outermost: t.Statement): void {
  const { edits, names, body } = cx;
  body.suspensions++;
  let node: t.Statement = outermost;
  while (node.type === 'LabeledStatement') node = node.body;
  if (node.type !== 'ForOfStatement') throw new Error('no for-of loop');
  if (!body.probed) {
    visitChildren(node, cx.visit);
    return;
  }
  const probe = (name: string, more: string): string =>
    `${names.probes}.${name}(${names.call},${site}${more})`;
  const awaits = node.await;
  const disposes = node.left.type === 'VariableDeclaration' && node.left.kind === 'await using';
  const { start } = locationOf(node);
  const site = addSite(cx, start, locationOf(node.right).end);

  const simple = !awaits || isPlainName(node.right);
  const head = simple && awaits ? `${probe('suspend', ',"for-await",void 0')};` : '';
  edits.insert(startOf(outermost), `try{${head}`);

  // An `await` in a default of the head's pattern is the first to tell that the loop goes on.
  const outside = body.suspensions;
  if (awaits) body.resumption = `(${probe('reenter', '')},`;
  cx.visit(node.left, node);
  body.resumption = '';
  const resumes = awaits && body.suspensions === outside;

  let before = '{';
  if (disposes) {
    cx.resources++;
    before += `using ${names.resource}${cx.resources}=${probe('disposing', '')};`;
  }
  before += resumes ? `${probe('resume', ',void 0')};` : `${probe('reenter', '')};`;
  if (awaits && !disposes) before += 'try{';
  const inside = body.suspensions;
  const after = (): string => {
    if (!awaits || disposes) return '}';
    // An `await` in the body that failed is resumed here.
    const resumed = body.suspensions > inside ? `${probe('reenter', '')};` : '';
    return `}finally{${resumed}${probe('suspend', ',"for-await",void 0')}}}`;
  };

  if (!simple) edits.insert(startOf(node.right), probe('suspend', ',"for-await",').slice(0, -1));
  cx.visit(node.right, node);
  if (!simple) edits.insert(endOf(node.right), ')');
  const block = node.body.type === 'BlockStatement';
  if (block) {
    edits.insert(startOf(node.body) + 1, before.slice(1));
    cx.visit(node.body, node);
    edits.insert(endOf(node.body) - 1, after().slice(0, -1));
  } else {
    edits.insert(startOf(node.body), before);
    cx.visit(node.body, node);
    edits.insert(endOf(node.body), after());
  }
  edits.insert(endOf(outermost), `}finally{${probe('reenter', '')}}`);
}

/** Does the loop, or the loop behind these labels, give up the turn by itself? */
export function isAwaitingLoop(node: t.Statement): boolean {
  if (node.type === 'LabeledStatement') return isAwaitingLoop(node.body);
  if (node.type !== 'ForOfStatement') return false;
  return node.await || (node.left.type === 'VariableDeclaration' && node.left.kind === 'await using');
}

/** A name, or a chain of them: evaluating it before or after a probe makes no difference. */
function isPlainName(node: t.Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  if (isWrapper(node)) return isPlainName(node.expression);
  return node.type === 'MemberExpression' && !node.computed && isPlainName(node.object);
}

/** A block that is no function body: the turn comes back after it when it disposes of something asynchronous. */
export function visitBlock(cx: Context, node: t.BlockStatement): void {
  const { edits, names, body } = cx;
  const disposes =
    body.probed &&
    node.body.some((item) => item.type === 'VariableDeclaration' && item.kind === 'await using');
  if (disposes) edits.insert(startOf(node) + 1, 'try{');
  visitChildren(node, cx.visit);
  if (!disposes) return;
  const { end } = locationOf(node);
  const site = addSite(cx, { ...end, column: end.column - 1 }, end);
  edits.insert(endOf(node) - 1, `}finally{${names.probes}.reenter(${names.call},${site})}`);
}

/**
 * To be called behind an `await using` declaration. Only the last one of a block announces the disposal of all: between
 * two that turn out to be `null`, another resource would cost a turn.
 */
export function announceDisposal(cx: Context, node: t.VariableDeclaration, parent: t.Node): void {
  const { names, body } = cx;
  body.suspensions++;
  if (!body.probed) return;
  const last = itemsOf(parent).findLast(
    (item) => item.type === 'VariableDeclaration' && item.kind === 'await using',
  );
  if (last !== node) return;
  cx.resources++;
  const site = siteOf(cx, node);
  const resource = `${names.resource}${cx.resources}`;
  insertBehind(cx, node, `using ${resource}=${names.probes}.disposing(${names.call},${site});`);
}

/** Marks the place of a call whose callee's last name a native may have. */
export function visitCall(
  cx: Context,
  node: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
): void {
  const { edits, names } = cx;
  cx.visit(node.callee, node);
  const place = cx.probes ? markedPlace(node.callee) : undefined;
  if (!place) {
    for (const argument of node.arguments) cx.visit(argument, node);
    return;
  }
  const site = addSite(cx, locationOf(place).start, locationOf(node).end);
  const last = node.arguments.at(-1);
  for (const argument of node.arguments) {
    if (argument !== last) {
      cx.visit(argument, node);
      continue;
    }
    const value = argument.type === 'SpreadElement' ? argument.argument : argument;
    // What is spread is quoted when it cannot be, hence left to be seen where something else may come before it.
    const isSeen = argument.type === 'SpreadElement' && (isPlainName(value) || isConstant(value));
    edits.insert(startOf(value), `${isSeen ? '(' : ''}${names.probes}.at(${site},${isSeen ? '0),' : ''}`);
    cx.visit(value, node);
    edits.insert(endOf(value), ')');
  }
  if (!last) edits.insert(endOf(node) - 1, `...${names.probes}.here(${site})`);
}

/** Marks the place of `new Worker(…)`; of other constructors the trace wants to know nothing. */
export function visitNew(cx: Context, node: t.NewExpression): void {
  const isMarked = node.callee.type === 'Identifier' && node.callee.name === 'Worker';
  if (isMarked && node.arguments.length > 0) visitCall(cx, node);
  else {
    cx.visit(node.callee, node);
    for (const argument of node.arguments) cx.visit(argument, node);
  }
}

/** The last name of a callee, if it is one to be marked. */
function markedPlace(callee: t.Node): t.Node | undefined {
  switch (callee.type) {
    case 'Identifier':
      return markedNames.has(callee.name) ? callee : undefined;
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const { property } = callee;
      if (callee.computed) {
        return property.type === 'StringLiteral' && markedNames.has(property.value) ? property : undefined;
      }
      return property.type === 'Identifier' && markedNames.has(property.name) ? property : undefined;
    }
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return markedPlace(callee.expression);
    default:
      return undefined;
  }
}
