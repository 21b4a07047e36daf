/** The parser's complaints in words a reader can act upon. */
import type { ParseError } from '@babel/parser';
import type { CompileProblem } from '../protocol.ts';
import { skipTrivia } from './context.ts';
import { lineStarts } from './edits.ts';
import { findUnclosed } from './unclosed.ts';

type Explanation = Omit<CompileProblem, 'file'>;

/** What went wrong, and where (0-based). */
export function explainSyntaxError(source: string, error: ParseError): Explanation {
  const at = error.loc.index ?? 0;
  const details = (error as { details?: Record<string, unknown> }).details ?? {};
  const explain = explanations[error.reasonCode];
  const said = explain?.({ source, at, details });
  if (said) return { ...locate(source, said.at ?? at), ...words(said.message, said.advice) };
  const [message, advice] = fallback(source, at, error);
  return { line: error.loc.line - 1, column: error.loc.column, ...words(message, advice) };
}

interface Case {
  source: string;
  at: number;
  details: Record<string, unknown>;
}

interface Said {
  message: string;
  advice?: string | undefined;
  /** Where to point instead. */
  at?: number;
}

const explanations: Record<string, ((cause: Case) => Said | undefined) | undefined> = {
  UnexpectedToken: ({ source, at, details }) => unexpected(source, at, text(details['expected'])),
  InvalidOrUnexpectedToken: ({ details }) => ({
    message: `The character ${quoteCharacter(text(details['unexpected']))} has no meaning here.`,
  }),
  MissingSemicolon: ({ source, at }) => {
    const next = skipTrivia(source, at);
    return {
      at: next,
      message: `${capital(tokenAt(source, next))} cannot follow here.`,
      advice:
        foreignSyntax(source, at) ?? 'Begin a new line, or put a `;`, an operator or a comma in between.',
    };
  },
  UnexpectedReservedWord: ({ source, at, details }) =>
    reservedWord(source, at, text(details['reservedWord'])),
  InvalidEscapedReservedWord: ({ details }) => ({
    message: `\`${text(details['reservedWord'])}\` is a reserved word, also when written with an escape.`,
  }),
  AwaitNotInAsyncContext: () => awaitOutside,
  AwaitUsingNotInAsyncContext: () => ({
    ...awaitOutside,
    message: '`await using` only works in an async function.',
  }),
  AwaitExpressionFormalParameter: () => ({
    message: '`await` cannot be used in the default value of a parameter.',
    advice: 'Await inside the body instead.',
  }),
  AwaitBindingIdentifier: () => ({
    message: '`await` cannot be used as a name in an async function or a module.',
  }),
  YieldBindingIdentifier: () => ({ message: '`yield` cannot be used as a name in a generator or a module.' }),
  YieldInParameter: () => ({ message: '`yield` cannot be used in the default value of a parameter.' }),
  IllegalReturn: () => ({
    message: '`return` only works inside a function.',
    advice: 'At the top level of a file, put the code into a function, or leave `return` out.',
  }),
  IllegalBreakContinue: ({ details }) => {
    const word = details['type'] === 'BreakStatement' ? 'break' : 'continue';
    return {
      message: `\`${word}\` is not inside a loop${word === 'break' ? ' or switch' : ''} it could mean.`,
      advice: 'It does not reach out of a function: use `return` there, or check the label.',
    };
  },
  VarRedeclaration: ({ details }) => ({
    message: `'${text(details['identifierName'])}' is already declared.`,
    advice: 'Choose another name, or leave out the second declaration and assign to the first.',
  }),
  DuplicateConstructor: () => ({ message: 'A class has only one constructor.' }),
  ParamDupe: () => ({ message: 'Two parameters have the same name.' }),
  DeclarationMissingInitializer: ({ details }) => ({
    message:
      details['kind'] === 'destructuring'
        ? 'A pattern needs a value to take apart.'
        : `A \`${text(details['kind'])}\` needs a value at once.`,
    advice:
      details['kind'] === 'const'
        ? 'Write `= …`, or use `let` when the value comes later.'
        : 'Write `= …` after it.',
  }),
  InvalidLhs: () => ({
    message: 'This cannot be assigned to.',
    advice: 'Only variables and properties can. To compare, write `===`.',
  }),
  UnterminatedString: () => ({
    message: 'This string does not end on its line.',
    advice: 'Close it with the quote it began with; for several lines use backticks.',
  }),
  UnterminatedTemplate: ({ at }) => ({
    message: 'This template string is never closed.',
    advice: 'Add a backtick.',
    at: at - 1,
  }),
  UnterminatedComment: () => ({ message: 'This comment is never closed.', advice: 'Add `*/`.' }),
  UnterminatedRegExp: ({ at }) => ({
    message: 'This regular expression does not end on its line.',
    at: at - 1,
  }),
  MalformedRegExpFlags: () => ({
    message: 'This regular expression has a flag that does not exist, or one twice.',
  }),
  NumberIdentifier: () => ({ message: 'A name cannot begin with a digit.' }),
  NoCatchOrFinally: () => ({ message: '`try` needs a `catch` or a `finally` after it.' }),
  NewlineAfterThrow: () => ({ message: '`throw` and its value must be on one line.' }),
  LineTerminatorBeforeArrow: () => ({ message: 'The line must not end before `=>`.' }),
  InvalidPrivateFieldResolution: ({ details }) => ({
    message: `There is no private '#${text(details['identifierName'])}' in the class around this.`,
  }),
  SuperNotAllowed: () => ({
    message: '`super(…)` only works in the constructor of a class that extends another.',
  }),
  UnexpectedSuper: () => ({ message: '`super` only works in methods.' }),
  UnexpectedNewTarget: () => ({ message: '`new.target` only works in functions.' }),
  StrictDelete: () => ({ message: 'A variable cannot be deleted; only properties can.' }),
  StrictWith: () => ({ message: '`with` does not exist in modules.' }),
  StrictOctalLiteral: () => ({
    message: 'Numbers do not begin with 0.',
    advice: 'For octal numbers write `0o10`.',
  }),
  StrictNumericEscape: () => ({
    message: 'Octal escapes do not exist in modules.',
    advice: 'Write `\\xNN` or `\\u{N}`.',
  }),
  StrictEvalArguments: ({ details }) => ({
    message: `'${text(details['referenceName'])}' cannot be assigned to in a module.`,
  }),
  StrictEvalArgumentsBinding: ({ details }) => ({
    message: `'${text(details['bindingName'])}' cannot be a name in a module.`,
  }),
  StrictFunction: () => ({
    message: 'A function can only be declared in a block.',
    advice: 'Put `{ }` around it.',
  }),
  UnexpectedLexicalDeclaration: () => ({
    message: 'A declaration needs a block here.',
    advice: 'Put `{ }` around it.',
  }),
  MixingCoalesceWithLogical: () => ({
    message: '`??` cannot be mixed with `||` or `&&` without parentheses.',
  }),
  UnexpectedTokenUnaryExponentiation: () => ({ message: 'The left side of `**` needs parentheses here.' }),
  MissingOneOfPlugins: () => decorators,
  MissingPlugin: ({ details }) => missingPlugin(details['missingPlugin']),
  OptionalChainingNoNew: () => ({ message: '`new` cannot be combined with `?.`.' }),
  OptionalChainingNoTemplate: () => ({ message: 'A template cannot be combined with `?.`.' }),
  ImportOutsideModule: () => ({ message: '`import` only works at the top level of a file.' }),
  UnexpectedImportExport: () => ({
    message: '`import` and `export` only work at the top level of a file.',
    advice: 'Elsewhere write `await import(…)`.',
  }),
  UnsupportedMetaProperty: ({ details }) =>
    details['target'] === 'import'
      ? { message: 'The only thing behind `import.` is `import.meta`.' }
      : undefined,
  ForInOfLoopInitializer: () => ({
    message: 'The variable of this loop gets its values from the loop: leave its `= …` out.',
  }),
  ForOfAsync: () => ({
    message: '`for (async of …)` is not allowed.',
    advice: 'Write `for await (… of …)`.',
  }),
  LabelRedeclaration: ({ details }) => ({
    message: `The label '${text(details['labelName'])}' is already in use.`,
  }),
};

const awaitOutside: Said = {
  message: '`await` only works in an async function, or at the top level of a file.',
  advice:
    'Make the function around it async: `async function name() { … }`, `async () => { … }`, `async name() { … }`.',
};

const decorators: Said = {
  message: 'Decorators are not supported: no engine runs them yet.',
  advice: 'Call the function yourself, for instance `const Name = decorate(class { … });`.',
};

function unexpected(source: string, at: number, expected: string): Said {
  const found = tokenAt(source, at);
  const before = source.slice(0, at).trimEnd();
  if (expected === '(' && /\bfor$/.test(before) && found === '`await`') {
    return {
      ...awaitOutside,
      message: '`for await` only works in an async function, or at the top level of a file.',
    };
  }
  const unclosed = skipTrivia(source, at) >= source.length ? findUnclosed(source) : undefined;
  if (unclosed) {
    return {
      at: unclosed.at,
      message: `This \`${unclosed.open}\` is never closed.`,
      advice: `Add \`${unclosed.close}\`.`,
    };
  }
  const foreign = foreignSyntax(source, at);
  if (expected) {
    const wanted = expected === ',' ? listEnd(source, at) : `\`${expected}\``;
    return { message: `Expected ${wanted}, found ${found}.`, advice: foreign };
  }
  if (/[)\]}]/.test(source[at] ?? '') && closesNothing(source, at)) {
    return {
      message: `This ${found} closes nothing.`,
      advice: 'Remove it, or look for the bracket that should be open.',
    };
  }
  if (/\bawait$/.test(before))
    return {
      message: `\`await\` needs a value, found ${found}.`,
      advice: 'Await a promise: `await load()`.',
    };
  return { message: `${capital(found)} was not expected here.`, advice: foreign };
}

/** "`,` or `)`": what may come after an element of the list around `at`. */
function listEnd(source: string, at: number): string {
  const open = findUnclosed(source.slice(0, at));
  return open ? `\`,\` or \`${open.close}\`` : '`,`';
}

function closesNothing(source: string, at: number): boolean {
  const open = findUnclosed(source.slice(0, at));
  return open === undefined || open.close !== source[at];
}

function reservedWord(source: string, at: number, word: string): Said {
  if (word === 'await') {
    const next = source[skipTrivia(source, at + word.length)] ?? '';
    if (/[\w$([{'"`#]/.test(next)) return awaitOutside;
    return { message: '`await` cannot be used as a name in a module.' };
  }
  if (word === 'yield') {
    return {
      message: '`yield` only works in a generator function.',
      advice:
        'Make the function around it a generator: `function* name() { … }`; arrow functions cannot be generators.',
    };
  }
  if (word === 'enum') return { message: '`enum` is a reserved word.' };
  return { message: `\`${word}\` is a reserved word and cannot be used as a name.` };
}

function missingPlugin(plugin: unknown): Said {
  const name = Array.isArray(plugin) ? text(plugin[0]) : '';
  switch (name) {
    case 'optionalChainingAssign':
      return { message: 'Nothing can be assigned to `a?.b`.', advice: 'Check first: `if (a) a.b = …;`.' };
    case 'decoratorAutoAccessors':
      return {
        message: '`accessor` fields are not supported: no engine runs them yet.',
        advice: 'Write a getter and a setter.',
      };
    case 'jsx':
      return { message: 'JSX is not supported.' };
    default:
      return { message: 'This syntax is a proposal that engines do not run yet.' };
  }
}

/** Habits from other languages. */
function foreignSyntax(source: string, at: number): string | undefined {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  const line = source.slice(lineStart).split('\n', 1)[0] ?? '';
  if (/^\s*(?:async\s+)?def\s/.test(line)) return 'Functions are written `function name() { … }`.';
  if (/^\s*print\s+\S/.test(line)) return 'Printing is written `console.log(…)`.';
  if (/^\s*elif\b/.test(line)) return 'Write `else if (…) { … }`.';
  if (/^\s*(?:if|while|for|switch)\s+[^(\s]/.test(line)) return 'Put parentheses around the condition.';
  return undefined;
}

function fallback(source: string, at: number, error: ParseError): [string, string | undefined] {
  const said = error.message.replace(/ \(\d+:\d+\)$/, '').replace(/\.?$/, '.');
  if (/plugin/.test(said)) return [missingPlugin(undefined).message, undefined];
  return [said, foreignSyntax(source, at)];
}

/** The token at an offset, quoted, for use within a sentence. */
function tokenAt(source: string, at: number): string {
  const begin = skipTrivia(source, at);
  if (begin >= source.length) return 'the end of the file';
  token.lastIndex = begin;
  const found = token.exec(source)?.[0] ?? source[begin] ?? '';
  if (/^["']/.test(found)) return 'a string';
  if (found === '`') return 'a template string';
  return `\`${found}\``;
}

const token =
  /#?[\p{ID_Start}$_][\p{ID_Continue}$]*|\d[\w.]*|"[^"\n]*"?|'[^'\n]*'?|=>|\.\.\.|\?\.|[=!]==?|[-+*/%&|^<>]=?|&&|\|\||\?\?|[\s\S]/uy;

function quoteCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const visible = code > 0x20 && code !== 0x7f && !/\p{C}|\p{Z}/u.test(character);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return visible ? `\`${character}\`` : name;
}

function capital(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function words(message: string, advice: string | undefined): { message: string; advice?: string } {
  return advice === undefined ? { message } : { message, advice };
}

function locate(source: string, at: number): { line: number; column: number } {
  const starts = lineStarts(source);
  let line = starts.length - 1;
  while (line > 0 && (starts[line] as number) > at) line--;
  return { line, column: at - (starts[line] as number) };
}
