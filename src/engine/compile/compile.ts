/**
 * Compiles a program of TypeScript modules to functions the runtime can link and run, with probes or without.
 *
 * Types are blanked and everything else is inserted, so no line and, but for what `CompiledModule.insertions` lists,
 * no column moves. Needs no file system, no DOM and no `eval`.
 */
import type { CompileProblem, CompileResult, Program } from '../protocol.ts';
import { link } from './link.ts';
import { parseModule } from './parse.ts';
import { createRecord, type ModuleRecord, report } from './records.ts';
import { resolveSpecifier } from './resolve.ts';
import { transform } from './transform.ts';

export interface CompileOptions {
  /** Insert the calls that record the run. Without them the program is only stripped of its types and linked. */
  probes: boolean;
}

/** Compiles the entry and every module it can reach. Never throws; what is wrong comes back as problems. */
export function compile(program: Program, options: CompileOptions): CompileResult {
  const problems: CompileProblem[] = [];
  const modules = load(program, problems);
  if (problems.length > 0) return { ok: false, problems };
  const linked = link(modules);
  const compiled = [...modules.values()].map((record) => {
    const { bindings, exports, ...rest } = linked.get(record.name) ?? {
      bindings: {},
      exports: {},
      live: new Set<string>(),
    };
    const { problems: own, ...output } = transform(
      record,
      { bindings, exports, live: rest.live },
      options.probes,
    );
    problems.push(...record.problems, ...own);
    const imports = record.requests.map(({ specifier }) => ({
      specifier,
      name: resolveSpecifier(record.name, specifier) ?? specifier,
    }));
    return { name: record.name, imports, bindings, exports, ...output };
  });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, program: { entry: program.entry, modules: compiled } };
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
    const record = createRecord(name, source, parsed.program);
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

function reportMissing(
  record: ModuleRecord,
  node: Parameters<typeof report>[1],
  specifier: string,
  found: string | undefined,
  files: Program['files'],
): void {
  const names = Object.keys(files).filter((name) => name !== record.name);
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
