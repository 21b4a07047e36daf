import type * as t from '@babel/types';
import type { Site } from '../../trace/event.ts';
import type { CallKind } from '../probes.ts';
import type { CompileProblem } from '../protocol.ts';
import type { Edits } from './edits.ts';
import type { Names } from './names.ts';

/** The function body (or the module's top level) whose statements are being compiled. */
export interface Body {
  /** `null` for a plain function. */
  kind: CallKind | null;
  /** Has it a call number, so that probes can be put into it? */
  probed: boolean;
  /** Is it wrapped in `try … catch … finally`? Otherwise `return` itself closes the call. */
  wrapped: boolean;
  /** Places seen so far at which the body gives up the turn. */
  suspensions: number;
  /** Put before the operand of an `await` or `yield` that finds the call suspended: `($p.reenter($c, 1),`; else ''. */
  resumption: string;
}

/** What the steps of compiling one module share. */
export interface Context {
  readonly file: string;
  readonly source: string;
  readonly edits: Edits;
  readonly names: Names;
  /** Insert probes? */
  readonly probes: boolean;
  /** May messages of errors quote what the compiler inserts? */
  readonly quotes: boolean;
  readonly sites: Site[];
  readonly problems: CompileProblem[];
  /** Names that stand for a live import, or for a free `arguments`; see `scopes.ts`. */
  readonly outer: ReadonlySet<t.Node>;
  body: Body;
  /** Identifiers among `outer` that are called. */
  readonly called: Set<t.Node>;
  /** Where the present expression statement begins, when a `;` may be put before it; otherwise -1. */
  statementStart: number;
  /** Numbers for generated resources. */
  resources: number;
  /** The site of an `await` whose resumption is told after the statement it is in. */
  lateSite: number;
  visit(node: t.Node, parent: t.Node): void;
}

/** Adds a place the probes can refer to and returns its index. */
export function addSite(cx: Context, from: t.SourceLocation['start'], to: t.SourceLocation['end']): number {
  return (
    cx.sites.push({
      file: cx.file,
      line: from.line - 1,
      column: from.column,
      endLine: to.line - 1,
      endColumn: to.column,
    }) - 1
  );
}

export function siteOf(cx: Context, node: t.Node): number {
  const { start, end } = locationOf(node);
  return addSite(cx, start, end);
}

export function locationOf(node: t.Node): t.SourceLocation {
  if (!node.loc) throw new Error(`${node.type} without a location`);
  return node.loc;
}

export function startOf(node: t.Node): number {
  return node.start as number;
}

export function endOf(node: t.Node): number {
  return node.end as number;
}

/** Inserts a statement behind `node`, a statement too. */
export function insertBehind(cx: Context, node: t.Node, statement: string): void {
  const end = endOf(node);
  cx.edits.insert(end, cx.source[end - 1] === ';' ? statement : `;${statement}`);
}

/** Refuses a piece of syntax. */
export function refuse(cx: Context, node: t.Node, message: string, advice?: string): void {
  const { start } = locationOf(node);
  const problem: CompileProblem = { file: cx.file, line: start.line - 1, column: start.column, message };
  if (advice !== undefined) problem.advice = advice;
  cx.problems.push(problem);
}

/** Offset of the next character at or after `at` that belongs to neither white space nor a comment. */
export function skipTrivia(source: string, at: number): number {
  trivia.lastIndex = at;
  trivia.test(source);
  return trivia.lastIndex;
}

const trivia = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
