/**
 * Compiles a program of TypeScript modules to functions the runtime can link and run, with probes or without.
 *
 * Types are blanked and everything else is inserted, so no line and, but for what `CompiledModule.insertions` lists,
 * no column moves. Needs no file system, no DOM and no `eval`.
 */
import type { CompiledModule, CompileProblem, CompileResult, Program } from '../protocol.ts';
import { type Linked, link } from './link.ts';
import { checkCode, parseModule, tooDeep } from './parse.ts';
import { createRecord, type ModuleRecord, report } from './records.ts';
import { nodeModule, resolveSpecifier } from './resolve.ts';
import { transform } from './transform.ts';

export interface CompileOptions {
  /** Insert the calls that record the run. Without them the program is only stripped of its types and linked. */
  probes: boolean;
  /** Makes sure that compiled code is one expression; a host that can ask its own parser need not read it a second time. */
  check?: typeof checkCode;
}

/** Compiles the entry and every module it can reach. What is wrong with the program comes back as problems. */
export function compile(program: Program, options: CompileOptions): CompileResult {
  const problems: CompileProblem[] = [];
  const modules = load(program, problems);
  if (problems.length > 0) return { ok: false, problems };
  const linked = unlessTooDeep(program.entry, problems, () => link(modules)) ?? new Map<string, Linked>();
  const quotes = options.probes || [...linked.values()].some(({ live }) => live.size > 0);
  const compiled: CompiledModule[] = [];
  for (const [name, record] of modules) {
    const names = linked.get(name);
    if (!names) continue;
    const transformed = unlessTooDeep(name, problems, () =>
      transform(record, names, { probes: options.probes, quotes }),
    );
    problems.push(...record.problems, ...(transformed?.problems ?? []));
    if (!transformed || problems.length > 0) continue;
    const { problems: _none, ...output } = transformed;
    const wrong = (options.check ?? checkCode)(name, output.code, output.insertions);
    if (wrong) problems.push(wrong);
    const imports = record.requests.map(({ specifier }) => ({
      specifier,
      name: resolveSpecifier(name, specifier) ?? specifier,
    }));
    compiled.push({ name, imports, bindings: names.bindings, exports: names.exports, ...output });
  }
  if (problems.length > 0) return { ok: false, problems };
  const workers = [...modules.values()].some(({ makesWorkers }) => makesWorkers);
  return { ok: true, program: { entry: program.entry, workers, modules: compiled } };
}

/** Parses the entry and what can be reached from it, in the order of first mention. */
function load(program: Program, problems: CompileProblem[]): Map<string, ModuleRecord> {
  const { files, entry } = program;
  const modules = new Map<string, ModuleRecord>();
  const queue = [entry];
  if (!Object.hasOwn(files, entry)) {
    problems.push({ file: entry, line: 0, column: 0, message: `There is no file called '${entry}' to run.` });
    return modules;
  }
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (modules.has(name)) continue;
    const source = files[name] ?? '';
    const parsed = parseModule(name, source);
    if (!parsed.ok) {
      problems.push(parsed.problem);
      continue;
    }
    const record = unlessTooDeep(name, problems, () => createRecord(name, source, parsed.program));
    if (!record) continue;
    modules.set(name, record);
    for (const { specifier, node } of record.requests) {
      const found = resolveSpecifier(name, specifier);
      if (found !== undefined && Object.hasOwn(files, found)) queue.push(found);
      else reportMissing(record, node, specifier, found, files);
    }
    // What `import(…)` cannot find is the program's to handle: its promise rejects.
    const dynamic = record.computedImport ? Object.keys(files) : [...record.dynamicSpecifiers];
    for (const specifier of dynamic) {
      const found = record.computedImport ? specifier : resolveSpecifier(name, specifier);
      if (found !== undefined && Object.hasOwn(files, found)) queue.push(found);
    }
  }
  return modules;
}

function unlessTooDeep<T>(name: string, problems: CompileProblem[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push(tooDeep(name));
    return undefined;
  }
}

function reportMissing(
  record: ModuleRecord,
  node: Parameters<typeof report>[1],
  specifier: string,
  found: string | undefined,
  files: Program['files'],
): void {
  const names = Object.keys(files).filter((name) => name !== record.name);
  if (found?.startsWith(nodeModule)) {
    report(
      record,
      node,
      `There is no module '${specifier}' here.`,
      'Only Node has such modules, by its own names; a page has none. Download the program and run it with Node.',
    );
    return;
  }
  if (found === undefined) {
    const guess = names.find((name) => name === specifier || withoutExtension(name) === specifier);
    report(
      record,
      node,
      `'${specifier}' is not a file of this program.`,
      guess ? `Write './${guess}'.` : "Programs here can only import their own files: './name.ts'.",
    );
    return;
  }
  const guess = names.find(
    (name) =>
      withoutExtension(name) === withoutExtension(found) || name.toLowerCase() === found.toLowerCase(),
  );
  const list = names.map((name) => `'./${name}'`).join(', ');
  report(
    record,
    node,
    `There is no file '${specifier}' here.`,
    guess ? `Write './${guess}'.` : list ? `There are ${list}.` : 'This is the only file.',
  );
}

function withoutExtension(name: string): string {
  return name.replace(/\.[a-z]+$/, '');
}
