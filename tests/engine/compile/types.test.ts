/** Blanking types, against Node's own type stripping, character by character. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile } from '../../../src/engine/compile/compile.ts';
import { originalText } from '../../../src/engine/compile/position.ts';

process.removeAllListeners('warning');

/** The module's text without what was inserted. */
function strip(source: string): string {
  const result = compile({ entry: 'main.ts', files: { 'main.ts': source } }, { probes: true });
  if (!result.ok)
    return result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join('\n');
  const [module] = result.program.modules;
  assert.ok(module);
  const text = module.code.slice(0, module.code.lastIndexOf('\n'));
  return originalText(module.code, module, text) ?? '';
}

/** Node puts wider spaces where a character of several bytes was. */
function stripNatively(source: string): string {
  return stripTypeScriptTypes(source).replace(/[^\S\n]/g, ' ');
}

const pieces = [
  'let a: number = 1, b: string | undefined, c!: boolean;',
  'const f = (x: number, y?: string, ...z: unknown[]): string => y ?? String(x);',
  'const g = async <T,>(x: T): Promise<T> => await x;',
  'const h = async <\n  T extends object,\n  U,\n>(x: T): Promise<T> => x;',
  'const i = (x: number): {\n  a: number;\n} => ({ a: x });',
  'const j = (\n  x: number,\n): [\n  number,\n] => [x];',
  'const k = (): {\n  a: 1 } => ({ a: 1 });',
  'function l<T>(this: T, x: T): asserts x is NonNullable<T> {}',
  'function m(this: void) {}',
  'function n(a: string): string;\nfunction n(a: number): number;\nfunction n(a: any) { return a; }',
  'class A<T> extends Map<string, T> implements I, J<T> { private readonly a: number = 1; b?: string; c!: T; static d: number; declare e: string; [key: string]: unknown; constructor(x?: T); constructor(x: T) { super(); } protected override m?(): void; n<U>(x: U): U { return x; } get o(): number { return 1; } set o(v: number) {} static { const z: number = 1; } #p?: T; async *q(): AsyncGenerator<T> {} }',
  'abstract class B { abstract a: number; abstract m(): void; protected abstract get x(): number; concrete(): void {} }',
  'type T = { a: 1 };\ninterface I extends Object { x: T }\nlet after = 1;',
  'declare const d1: number;\ndeclare let d2: string, d3;\ndeclare function d4(): void;\ndeclare class D5 {}\ndeclare namespace D6 { const x: 1 }\ndeclare module "d7" { }\ndeclare global { interface Window {} }\ndeclare enum D8 { A }',
  'namespace Types { export type A = 1; interface B {} }',
  'const x1 = 1 as number, x2 = [1, 2] as const, x3 = { a: 1 } satisfies object, x4 = x1!, x5 = (x1 as any) as string;',
  'const y = new Map<string, number>(), y2 = new Set<string>, y3 = y.get!("a"), y4 = y?.get<string>("a"), y5 = f<number>`t`, y6 = Array<string>;',
  'for (const z1 of [] as string[]) ;\nfor (let z2: number = 0; z2 < 1 as boolean; z2++) ;\ntry {} catch (e: unknown) {}\nfor (const z3 in {} as object) ;',
  'const { p1, p2 = 1 as number }: { p1: number; p2?: number } = { p1: 1 }, [p3]: number[] = [1];',
  '(x1 as any) = 2;\n(x1!) = 3;\nx1! += 1;\n[x1 as any] = [1];',
  'let asi = 1\ntype U = 1\n(f)(1, "")',
  'let asi = f\ninterface V {}\n`x`',
  'class C { a = 1;\n declare b: string\n ["c"] = 2\n public d = 1\n readonly ["e"] = 1 }',
  'label: for (;;) { type W = 1; break label }',
  'switch (1) { case 1: type X = 1; interface Y {} break; default: }',
  'const weird = a ? (b: string): number => 1 : (c: number) => c;',
  'const nested = <T,>(a: T) => <U,>(b: U) => async (c: T): Promise<U> => b;',
  `const gt = (a: number) => a>>1, cmp = 1<2, tpl = \`\${1 as number}\${\`\${f as unknown}\`}\`;`,
  'let opt = (x?) => x, opt2 = function (x?: number, y?) {};',
  'let fnType: (a: string) => void = () => {}, ctor: new (...a: any[]) => object = Object as any;',
  `let tuple: [a: string, b?: number, ...rest: boolean[]] = ["a"], cond: T extends infer U ? U : never, idx: T["a"], keys: keyof T, tq: typeof tuple, un: unique symbol, tmpl: \`a\${string}\`, imp: import("x").Y<string>;`,
  'async function over(): Promise<void>;\nasync function over() {}',
  'class Acc { accessor: number = 1; get: string = ""; set: number = 1; static: number = 1; async: boolean = true; declare: number = 1; readonly: string = ""; type = 1; of = 2 }',
  'var type = 1; type = 2; var declare = 1; var namespace = 1, module = 2, abstract = 3, as = 4, satisfies = 5; as as number; satisfies satisfies number;',
  'if (a) { type Q = 1 }\nelse { interface R {} }',
  'const emoji = "😀" as string, \\u0061b: number = 1, ünï: string = "";',
  'a = b as any as { x: 1 };',
  'const fn = function <T>(x: T): x is T { return true } as unknown;',
  'enum: for (;;) break enum;'.replaceAll('enum', 'lbl'),
];

describe('blanking types gives what Node gives', () => {
  for (const source of pieces) {
    it(JSON.stringify(source).slice(0, 80), () => {
      assert.equal(strip(source), stripNatively(source));
    });
  }
});

it('this project itself is stripped as Node strips it', () => {
  const root = fileURLToPath(new URL('../../../src/engine/', import.meta.url));
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  assert.ok(names.length > 20);
  for (const name of names) {
    // Imports and exports are said elsewhere in a compiled module.
    const source = readFileSync(root + name, 'utf8')
      .replace(/^import [^;]*;/gm, (text) => text.replace(/[^\n]/g, ' '))
      .replace(/^export \{[^;]*;/gm, (text) => text.replace(/[^\n]/g, ' '))
      .replace(/^export (?:default )?/gm, '');
    assert.equal(strip(source), stripNatively(source), name);
  }
});
