import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

/** Kinds of problems no tiny book can show, and why. */
const elsewhere: Record<string, string> = {};

/** Every `code: 'unknown-word'` in the sources of the grammar and of the checker. */
function codesIn(pattern: string): string[] {
  return globSync(pattern).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/\bcode: (?:[^\n']*\? )?'([a-z0-9-]+)'(?: : '([a-z0-9-]+)')?/g),
    ].flatMap(([, one, other]) => [one, other].filter((code) => code !== undefined)),
  );
}

test('every kind of problem has a tiny book that shows its report', () => {
  const codes = new Set([...codesIn('src/snippets/**/*.ts'), ...codesIn('src/checker/**/*.ts')]);
  assert.ok(codes.size > 30, 'the pattern no longer finds the codes');
  const reports = globSync('tests/books/*/report.txt').map((file) => readFileSync(file, 'utf8'));
  const unseen = [...codes].filter(
    (code) => !(code in elsewhere) && !reports.some((report) => report.includes(` ${code}`)),
  );
  assert.deepEqual(unseen, []);
});

/** Messages no tiny book can show, by how they begin, and why. */
const unshown: Record<string, string> = {
  'The lines are not in an allowed order':
    'said when no line is out of order, which is when the order is allowed',
};

/** The texts an expression can have, as patterns: what is put into them can be anything. */
function textsOf(expression: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(expression)) return textsOf(expression.expression);
  if (ts.isConditionalExpression(expression))
    return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)];
  if (ts.isStringLiteralLike(expression)) return [RegExp.escape(expression.text)];
  if (ts.isTemplateExpression(expression))
    return [
      RegExp.escape(expression.head.text) +
        expression.templateSpans.map(({ literal }) => `.*?${RegExp.escape(literal.text)}`).join(''),
    ];
  // Said elsewhere: by a compiler, by a program, by a test.
  return [];
}

/** Every `message: …` in a source, and what `wrong(…)` says of the command, as patterns. */
function messagesIn(file: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'message')
      found.push(...textsOf(node.initializer));
    if (ts.isCallExpression(node) && node.expression.getText() === 'wrong')
      found.push(...node.arguments.slice(0, 1).flatMap(textsOf));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every message about a book or the command stands in the report of a tiny book', () => {
  const messages = globSync(['src/snippets/**/*.ts', 'src/checker/**/*.ts']).flatMap(messagesIn);
  assert.ok(messages.length > 80, 'the messages are no longer found');
  const reports = globSync('tests/books/*/report.txt').map((file) => readFileSync(file, 'utf8'));
  const unseen = messages.filter((message) => {
    const text = message.replace(/^(?:\.\*\?)+/, '').replaceAll(/(?:\\x20|\\n|\s)+/g, '\\s+');
    const pattern = new RegExp(text, 's');
    const isExcused = Object.keys(unshown).some((beginning) => message.startsWith(RegExp.escape(beginning)));
    return !isExcused && !reports.some((report) => pattern.test(report));
  });
  assert.deepEqual(unseen, []);
});
