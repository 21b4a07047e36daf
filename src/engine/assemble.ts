/**
 * Puts a compiled program behind the runtime's script, as one classic script without `eval`. Pure; used by every host.
 *
 * The program's part is the argument list of a call: `([[description, (function)], …], "main.ts")`. The runtime's script
 * is an expression whose value is the function that is called; so the two need no name in the global scope.
 */

import type { Site } from '../trace/event.ts';
import type { CompiledModule, CompiledProgram } from './protocol.ts';

/** What the runtime knows about a module besides its code. */
export interface ModuleDescription extends Omit<CompiledModule, 'code'> {
  /** 0-based line of the script on which the module's code begins. */
  line: number;
}

/** The program's part alone, as an expression; `firstLine` is the 0-based line of the script on which it begins. */
export function assembleProgram(program: CompiledProgram, firstLine: number): string {
  let text = '([\n';
  let line = firstLine + 1;
  for (const module of program.modules) {
    const { code, ...rest } = module;
    const description: ModuleDescription = { ...rest, line: line + 1 };
    // In parentheses, which tell V8 that the function will be called: it is then read once instead of twice.
    text += `[${toLiteral(description)},(\n${code}\n)],\n`;
    line += 3 + countLineEnds(code);
  }
  return `${text}], ${toLiteral(program.entry)})`;
}

/**
 * The program in two parts, for threads in which descriptions are objects already: a script whose value is a list of the modules'
 * functions, and what the runtime knows of each besides.
 */
export function assembleFunctions(program: CompiledProgram): {
  script: string;
  descriptions: ModuleDescription[];
} {
  let script = '"use strict";[';
  let line = 0;
  const descriptions = program.modules.map(({ code, ...rest }) => {
    script += `(\n${code}\n),`;
    const description = { ...rest, line: line + 1 };
    line += 2 + countLineEnds(code);
    return description;
  });
  return { script: `${script}]`, descriptions };
}

/** The whole script: what a browser's worker is started with. `runtime` is what `bundle.ts` made. */
export function assemble(runtime: string, program: CompiledProgram): string {
  const script = runtime.trimEnd();
  return `${script}${assembleProgram(program, countLineEnds(script))};\n`;
}

/** The places a program's trace refers to: those of its modules, one after the other. */
export function sitesOf(program: CompiledProgram): Site[] {
  return program.modules.flatMap((module) => module.sites);
}

/**
 * JSON on one line, also for engines, which take U+2028 and U+2029 for line ends; and as an expression, in which a key
 * `__proto__` would not be a property.
 */
function toLiteral(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replace(/(?<!\\)"__proto__":/g, '["__proto__"]:');
}

/** Lines as engines count them: ECMA-262's LineTerminatorSequence. */
function countLineEnds(text: string): number {
  return text.match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
}
