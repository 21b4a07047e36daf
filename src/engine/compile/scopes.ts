/** Which identifiers mean a name of the module's top level, by ECMA-262's scoping of strict code. */
import type * as t from '@babel/types';
import { eachBoundName, type FunctionNode, isFunction, visitChildren } from './walk.ts';

interface Scope {
  parent: Scope | null;
  /** Do `var` declarations land here? */
  variables: boolean;
  names: Set<string> | null;
}

interface Reference {
  node: t.Identifier;
  scope: Scope;
}

export interface References {
  /** Every use of one of the names that means the top level's. */
  reads: Set<t.Identifier>;
  /** Names that are assigned to (declarations with an initial value do not count). */
  assigned: Set<string>;
}

/**
 * Finds the uses of `names` that are not captured by a declaration inside a function, a block or a class.
 * `arguments` counts as declared by every function that is no arrow function.
 */
export function findReferences(program: t.Program, names: ReadonlySet<string>): References {
  const references: Reference[] = [];
  const assignments: Reference[] = [];
  const top: Scope = { parent: null, variables: true, names: null };
  let scope = top;

  const declare = (where: Scope, name: string): void => {
    if (where === top || !names.has(name)) return;
    where.names ??= new Set();
    where.names.add(name);
  };
  const variableScope = (): Scope => {
    let found = scope;
    while (!found.variables && found.parent) found = found.parent;
    return found;
  };
  const declarePattern = (where: Scope, pattern: t.Node | null | undefined): void =>
    eachBoundName(pattern, (name) => declare(where, name.name));
  const within = (variables: boolean, run: () => void): void => {
    scope = { parent: scope, variables, names: null };
    run();
    scope = scope.parent as Scope;
  };
  const assign = (target: t.Node | null | undefined): void =>
    eachBoundName(target, (name) => {
      if (names.has(name.name)) assignments.push({ node: name, scope });
    });
  const children = (node: t.Node): void => visitChildren(node, visit);

  function visit(node: t.Node): void {
    switch (node.type) {
      case 'Identifier':
        if (names.has(node.name)) references.push({ node, scope });
        break;
      case 'BlockStatement':
      case 'SwitchStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'CatchClause':
        within(false, () => {
          if (node.type === 'CatchClause') declarePattern(scope, node.param);
          if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') assign(node.left);
          children(node);
        });
        break;
      case 'StaticBlock':
        within(true, () => {
          declare(scope, 'arguments');
          children(node);
        });
        break;
      case 'VariableDeclaration': {
        if (node.declare) break;
        const where = node.kind === 'var' ? variableScope() : scope;
        for (const { id } of node.declarations) declarePattern(where, id);
        children(node);
        break;
      }
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.type === 'ClassDeclaration' && node.declare) break;
        if (node.type === 'ClassDeclaration' && node.id) declare(scope, node.id.name);
        within(false, () => {
          if (node.id) declare(scope, node.id.name);
          children(node);
        });
        break;
      case 'AssignmentExpression':
        assign(node.left);
        children(node);
        break;
      case 'UpdateExpression':
        assign(node.argument);
        children(node);
        break;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        children(node);
        break;
      default:
        if (isFunction(node)) visitFunction(node);
        else children(node);
    }
  }

  function visitFunction(node: FunctionNode): void {
    if (node.type === 'FunctionDeclaration' && node.id) declare(scope, node.id.name);
    if ('key' in node && 'computed' in node && node.computed) visit(node.key);
    within(true, () => {
      if (node.type !== 'ArrowFunctionExpression') declare(scope, 'arguments');
      if (node.type === 'FunctionExpression' && node.id) declare(scope, node.id.name);
      // The parameters have a scope of their own: their defaults do not see the body's variables.
      for (const parameter of node.params) declarePattern(scope, parameter);
      for (const parameter of node.params) visit(parameter);
      within(true, () => {
        if (node.body.type === 'BlockStatement') children(node.body);
        else visit(node.body);
      });
    });
  }

  children(program);

  const outer = ({ node, scope: from }: Reference): boolean => {
    for (let at: Scope | null = from; at; at = at.parent) if (at.names?.has(node.name)) return false;
    return true;
  };
  return {
    reads: new Set(references.filter(outer).map((reference) => reference.node)),
    assigned: new Set(assignments.filter(outer).map((reference) => reference.node.name)),
  };
}
