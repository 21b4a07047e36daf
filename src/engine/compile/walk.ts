import type * as t from '@babel/types';

/**
 * The children of every node that is left when types are gone, in source order. Types are not listed: they are
 * blanked as a whole. A node that is missing here is syntax the compiler does not know.
 */
const childKeys: Record<string, readonly string[]> = {
  ArrayExpression: ['elements'],
  ArrayPattern: ['elements'],
  ArrowFunctionExpression: ['params', 'body'],
  AssignmentExpression: ['left', 'right'],
  AssignmentPattern: ['left', 'right'],
  AwaitExpression: ['argument'],
  BigIntLiteral: [],
  BinaryExpression: ['left', 'right'],
  BlockStatement: ['body'],
  BooleanLiteral: [],
  BreakStatement: [],
  CallExpression: ['callee', 'arguments'],
  CatchClause: ['param', 'body'],
  ClassBody: ['body'],
  ClassDeclaration: ['superClass', 'body'],
  ClassExpression: ['superClass', 'body'],
  ClassMethod: ['key', 'params', 'body'],
  ClassPrivateMethod: ['params', 'body'],
  ClassPrivateProperty: ['value'],
  ClassProperty: ['key', 'value'],
  ConditionalExpression: ['test', 'consequent', 'alternate'],
  ContinueStatement: [],
  DebuggerStatement: [],
  DoWhileStatement: ['body', 'test'],
  EmptyStatement: [],
  ExportAllDeclaration: [],
  ExportDefaultDeclaration: ['declaration'],
  ExportNamedDeclaration: ['declaration'],
  ExpressionStatement: ['expression'],
  ForInStatement: ['left', 'right', 'body'],
  ForOfStatement: ['left', 'right', 'body'],
  ForStatement: ['init', 'test', 'update', 'body'],
  FunctionDeclaration: ['params', 'body'],
  FunctionExpression: ['params', 'body'],
  Identifier: [],
  IfStatement: ['test', 'consequent', 'alternate'],
  ImportDeclaration: [],
  ImportExpression: ['source', 'options'],
  LabeledStatement: ['body'],
  LogicalExpression: ['left', 'right'],
  MemberExpression: ['object', 'property'],
  MetaProperty: [],
  NewExpression: ['callee', 'arguments'],
  NullLiteral: [],
  NumericLiteral: [],
  ObjectExpression: ['properties'],
  ObjectMethod: ['key', 'params', 'body'],
  ObjectPattern: ['properties'],
  ObjectProperty: ['key', 'value'],
  OptionalCallExpression: ['callee', 'arguments'],
  OptionalMemberExpression: ['object', 'property'],
  ParenthesizedExpression: ['expression'],
  PrivateName: [],
  Program: ['body'],
  RegExpLiteral: [],
  RestElement: ['argument'],
  ReturnStatement: ['argument'],
  SequenceExpression: ['expressions'],
  SpreadElement: ['argument'],
  StaticBlock: ['body'],
  StringLiteral: [],
  Super: [],
  SwitchCase: ['test', 'consequent'],
  SwitchStatement: ['discriminant', 'cases'],
  TaggedTemplateExpression: ['tag', 'quasi'],
  TemplateLiteral: ['expressions'],
  ThisExpression: [],
  ThrowStatement: ['argument'],
  TryStatement: ['block', 'handler', 'finalizer'],
  TSAsExpression: ['expression'],
  TSInstantiationExpression: ['expression'],
  TSNonNullExpression: ['expression'],
  TSSatisfiesExpression: ['expression'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['id', 'init'],
  WhileStatement: ['test', 'body'],
  YieldExpression: ['argument'],
};

/** Is `node` of a kind whose children `visitChildren` knows? */
export function isKnown(node: t.Node): boolean {
  return Object.hasOwn(childKeys, node.type);
}

/** Calls `visit` for each child, in source order. Names after a dot and keys that are not computed are no children. */
export function visitChildren(node: t.Node, visit: (child: t.Node, parent: t.Node) => void): void {
  const keys = childKeys[node.type];
  if (keys === undefined) return;
  const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
  for (const key of keys) {
    if ((key === 'property' || key === 'key') && !fields['computed']) continue;
    const value = fields[key];
    if (!value) continue;
    if (Array.isArray(value)) {
      for (const child of value) if (child) visit(child, node);
    } else {
      visit(value, node);
    }
  }
}

export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

export function isFunction(node: t.Node): node is FunctionNode {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return true;
    default:
      return false;
  }
}

/** Parentheses and types around an expression: they are its value. */
export function isWrapper(node: t.Node): node is Extract<t.Node, { expression: t.Expression }> {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return true;
    default:
      return false;
  }
}

/** Is `parent` a list of statements, so that a statement may be put beside its children? */
export function isStatementList(parent: t.Node): boolean {
  return (
    parent.type === 'BlockStatement' ||
    parent.type === 'Program' ||
    parent.type === 'SwitchCase' ||
    parent.type === 'StaticBlock'
  );
}

/** The statements, or class elements, among which a child of `parent` stands. */
export function itemsOf(parent: t.Node): readonly t.Node[] {
  switch (parent.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'ClassBody':
      return parent.body;
    case 'SwitchCase':
      return parent.consequent;
    default:
      return [];
  }
}

/** Could the statement or class element be continued by what is put behind it? */
export function endsOpen(source: string, node: t.Node): boolean {
  if (source[(node.end as number) - 1] === ';') return false;
  switch (node.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'StaticBlock':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'BlockStatement':
    case 'TryStatement':
    case 'SwitchStatement':
      return false;
    case 'IfStatement':
      return endsOpen(source, node.alternate ?? node.consequent);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'LabeledStatement':
      return endsOpen(source, node.body);
    case 'ExportNamedDeclaration':
      return node.declaration ? endsOpen(source, node.declaration) : false;
    case 'ExportDefaultDeclaration':
      return endsOpen(source, node.declaration);
    default:
      return true;
  }
}

/** Calls `use` with each identifier a pattern binds (or assigns to), in source order. */
export function eachBoundName(pattern: t.Node | null | undefined, use: (name: t.Identifier) => void): void {
  if (!pattern) return;
  switch (pattern.type) {
    case 'Identifier':
      use(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        eachBoundName(property.type === 'RestElement' ? property.argument : property.value, use);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) eachBoundName(element, use);
      break;
    case 'AssignmentPattern':
      eachBoundName(pattern.left, use);
      break;
    case 'RestElement':
      eachBoundName(pattern.argument, use);
      break;
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      eachBoundName(pattern.expression, use);
      break;
  }
}
