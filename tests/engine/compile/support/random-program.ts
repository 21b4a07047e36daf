/** Random asynchronous programs, in random layout, for fast-check to shrink. Each prints the order of what it does. */
import fc from 'fast-check';

interface Tied {
  statement: string;
  block: string;
  expression: string;
}

const label = fc.nat(99).map((n) => `s${n}`);
/** What may stand between two tokens. */
const gap = fc.constantFrom(' ', ' ', '  ', '\n', '\n  ', ' /* note */ ', ' // note\n', '\r\n', '\t');

/** Statements of an async generator's body; `log`, `later`, `fail`, `many` and `closing` are in scope. */
export const { statement } = fc.letrec<Tied>((tie) => {
  const expression = tie('expression') as fc.Arbitrary<string>;
  const block = tie('block') as fc.Arbitrary<string>;
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      label.map((name) => `log('${name}')`),
      fc.tuple(gap, expression).map(([space, inner]) => `await${space}later(${inner})`),
      expression.map((inner) => `(await ${inner})`),
      fc.tuple(label, expression).map(([name, inner]) => `fail('${name}', ${inner})`),
      fc.tuple(expression, expression).map(([left, right]) => `[${left}, ${right}].length`),
      fc.tuple(expression, gap, expression).map(([left, space, right]) => `(${left}${space}? ${right} : 0)`),
      fc
        .tuple(gap, expression)
        .map(([space, inner]) => `(yield${space.includes('\n') ? ' ' : space}${inner})`),
      expression.map((inner) => `\`a\${${inner}}b\``),
      fc
        .tuple(gap, block)
        .map(([space, inner]) => `await (async () =>${space}${inner.replaceAll('yield', 'void')})()`),
      expression.map((inner) => `await (async (x) => x ?? ${inner.replaceAll('yield', 'void')})(null)`),
      fc
        .tuple(gap, expression)
        .map(([space, inner]) => `Promise.resolve(${inner})${space}.then((v) => log(\`then \${v}\`))`),
      fc.tuple(expression, expression).map(([first, second]) => `await Promise.all([${first}, ${second}])`),
    ),
    block: fc
      .array(tie('statement'), { maxLength: 3, depthIdentifier: 'block' })
      .map((list) => `{${list.join('')}}`),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(expression, gap).map(([inner, space]) => `${inner};${space}`),
      fc.tuple(block, gap).map(([inner, space]) => `if (log('if'))${space}${inner}\n`),
      fc
        .tuple(block, label, gap, block)
        .map(
          ([body, name, space, handler]) =>
            `try ${body}${space}catch (e) { log('caught ${name}'); ${handler} }\n`,
        ),
      fc.tuple(block, gap, block).map(([body, space, last]) => `try ${body}${space}finally ${last}\n`),
      fc
        .tuple(fc.nat(3), gap, block)
        .map(([count, space, body]) => `for await (const v${space}of many(${count}))${space}${body}\n`),
      fc
        .tuple(fc.nat(2), fc.constantFrom('break', 'continue'), expression)
        .map(
          ([count, word, inner]) =>
            `outer: for await (const v of many(${count})) { for await (const w of closing(2)) { ${inner}; ${word} outer; } }\n`,
        ),
      fc
        .tuple(expression, gap)
        .map(([inner, space]) => `{ const { length: n } = [${inner}]${space}; log(n) }\n`),
      fc.tuple(label, block).map(([name, body]) => `{ await using r = resource('${name}'); ${body} }\n`),
      expression.map((inner) => `if (log('return?') === 's7') return ${inner};\n`),
      fc
        .tuple(label, expression)
        .map(([name, inner]) => `if (log('throw?') === 's9') throw new Error('${name}' + ${inner});\n`),
    ),
  };
});

const prelude = `
const log = (what) => { console.log(what); return what; };
process.on('unhandledRejection', (error) => log('unhandled ' + error.message));
const later = async (value) => { await null; log('later ' + value); return value; };
const fail = (name, value) => { log('fail ' + name); return Promise.reject(new Error(name)); };
async function* many(count) { for (let i = 0; i < count; i++) { log('many ' + i); yield i; } }
const closing = (count) => ({ [Symbol.asyncIterator]: () => { let i = 0; return { next: async () => ({ done: i >= count, value: i++ }), return: async () => { log('closing'); return {}; } }; } });
const resource = (name) => ({ async [Symbol.asyncDispose]() { log('dispose ' + name); await null; log('disposed ' + name); } });
`;

/** A module that runs each of the bodies, one after the other. Arrow functions in them have no `yield`. */
export function programOfBodies(bodies: readonly string[]): string {
  const functions = bodies.map((body, index) => `async function* body${index}() {${body}}\n`);
  return `${prelude}${functions.join('')}for (const body of [${bodies.map((_, index) => `body${index}`).join()}]) {
  log(body.name);
  try { for await (const value of body()) log('yielded ' + value); } catch (error) { log('failed ' + error.message); }
}
`;
}
