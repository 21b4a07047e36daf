import { type ParseError, type ParserOptions, parse, parseExpression } from '@babel/parser';
import type * as t from '@babel/types';
import type { CompileProblem } from '../protocol.ts';
import { mapPosition } from './position.ts';
import { explainSyntaxError } from './syntax-errors.ts';

const options: ParserOptions = {
  sourceType: 'module',
  createParenthesizedExpressions: true,
  attachComment: false,
  errorRecovery: false,
  // Checked when names are resolved: the parser does not know which of them are types.
  allowUndeclaredExports: true,
};
const typescript: ParserOptions = { ...options, plugins: ['typescript'] };

export type Parsed = { ok: true; program: t.Program } | { ok: false; problem: CompileProblem };

/** Parses a module: TypeScript, or plain JavaScript when its name ends in `.js` or `.mjs`. */
export function parseModule(name: string, source: string): Parsed {
  try {
    const { program } = parse(source, /\.m?js$/.test(name) ? options : typescript);
    return { ok: true, program };
  } catch (error) {
    return { ok: false, problem: explain(name, source, error) };
  }
}

/**
 * Makes sure that a module's compiled code is one JavaScript expression, whatever its source was. It also finds what
 * the parser lets pass in TypeScript, where it might be an overload: a second constructor, for instance.
 */
export function checkCode(
  name: string,
  code: string,
  insertions: readonly number[][],
): CompileProblem | undefined {
  try {
    parseExpression(code, { sourceType: 'script', attachComment: false });
    return undefined;
  } catch (error) {
    const { line, column, ...words } = explain(name, code, error);
    return { ...words, ...mapPosition({ insertions }, line, column) };
  }
}

function explain(name: string, source: string, error: unknown): CompileProblem {
  if (isParseError(error)) return { file: name, ...explainSyntaxError(source, error) };
  if (error instanceof RangeError) return tooDeep(name);
  throw error;
}

/** Reading a program is recursive; a RangeError says that the stack was not deep enough. */
export function tooDeep(name: string): CompileProblem {
  return { file: name, line: 0, column: 0, message: 'This file is nested too deeply to be read.' };
}

function isParseError(error: unknown): error is ParseError {
  return error instanceof SyntaxError && 'reasonCode' in error && 'loc' in error;
}
