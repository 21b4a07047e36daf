/**
 * Node's own modules as files of a program: `import { once } from 'node:events'`. Each becomes a small module that
 * exports what `process.getBuiltinModule` gives, which under the engine is the module with the run's own clock.
 * Node only, and only for the `node` flavour: a page has no such modules.
 */
import type { Program } from './protocol.ts';

/** Whether files of a program name modules of Node: such a program runs in Node alone. */
export function namesBuiltins(files: Program['files']): boolean {
  return Object.values(files).some((text) => text.search(specifier) >= 0);
}

const specifier = /['"](node:[a-z_]+(?:\/[a-z_]+)*)['"]/g;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The program with the modules of Node that its files name; others are left for the compiler to report. */
export function withBuiltins(program: Program): Program {
  const files = { ...program.files };
  for (const text of Object.values(program.files))
    for (const [, name = ''] of text.matchAll(specifier)) {
      if (Object.hasOwn(files, name)) continue;
      const source = sourceOf(name);
      if (source !== undefined) files[name] = source;
    }
  return { ...program, files };
}

function sourceOf(name: string): string | undefined {
  const module: object | undefined = process.getBuiltinModule?.(name);
  if (!module) return undefined;
  const names = Object.keys(module).filter((key) => identifier.test(key) && key !== 'default');
  // Renamed, for `delete` and its like are names of properties but not of variables.
  const exports = names.map((key, index) => `const $${index} = module[${JSON.stringify(key)}];`);
  return [
    `const module = process.getBuiltinModule(${JSON.stringify(name)});`,
    ...exports,
    `export { module as default${names.map((key, index) => `, $${index} as ${key}`).join('')} };`,
    '',
  ].join('\n');
}
