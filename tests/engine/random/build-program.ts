/**
 * Random asynchronous programs: nested calls, combinators, timers, `try`, generators of both kinds, `for await`,
 * thenables, subclasses, labels, closures, disposal. A program is a module whose default export runs it; what it uses of
 * its surroundings is in `surroundings.ts`. It always comes to rest: calls go to functions further down only, loops are
 * short, and `fuel()` ends what grows too large.
 */
import { createTape, type Tape } from './tape.ts';

type Kind = 'async' | 'generator' | 'async-generator' | 'sync';

interface Callable {
  name: string;
  kind: Kind;
}

/** What may stand where the code is being written. */
interface Place {
  kind: Kind;
  /** Functions that may be called from here. */
  callable: readonly Callable[];
  /** Variables that may be read. */
  readable: readonly string[];
  /** Labels of the loops around. */
  labels: readonly string[];
  inLoop: boolean;
  /** How much deeper it may be nested. */
  depth: number;
  indent: string;
}

/** `numbers` decide everything; see `tape.ts`. Returns the module's text. */
export function buildProgram(numbers: readonly number[]): string {
  return new Builder(createTape(numbers)).program();
}

class Builder {
  readonly #tape: Tape;
  #names = 0;
  #logs = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  program(): string {
    const { callables, texts } = this.#functions();
    const place: Place = {
      kind: 'async',
      callable: callables,
      readable: [],
      labels: [],
      inLoop: false,
      depth: 4,
      indent: '  ',
    };
    const body = this.#block(place, 3 + this.#tape.pick(8));
    return [
      "import { log, sleep, fail, timer, fuel, thenable, Sub, open, never } from './surroundings.ts';",
      ...texts,
      'export default async function (): Promise<void> {',
      body,
      '}',
      '',
    ].join('\n');
  }

  /** Functions, the last of which calls none of the others. */
  #functions(): { callables: Callable[]; texts: string[] } {
    const count = this.#tape.pick(6);
    const callables: Callable[] = [];
    const texts: string[] = [];
    for (let index = 0; index < count; index++) {
      const kind = this.#tape.oneOf<Kind>(['async', 'async', 'async-generator', 'generator', 'sync']);
      const name = `f${index}`;
      const place: Place = {
        kind,
        callable: [...callables],
        readable: ['x', 'y'],
        labels: [],
        inLoop: false,
        depth: 3,
        indent: '  ',
      };
      const refuse =
        kind === 'generator' || kind === 'async-generator'
          ? '  if (!fuel()) return;'
          : "  if (!fuel()) return 'no fuel';";
      const body = `${refuse}\n${this.#block(place, 2 + this.#tape.pick(4))}`;
      texts.push(this.#declare(name, kind, body));
      callables.push({ name, kind });
    }
    return { callables, texts };
  }

  #declare(name: string, kind: Kind, body: string): string {
    const parameters = this.#tape.oneOf([
      'x?: any, y?: any',
      'x: any = 1, y: any = x',
      "x?: any, { y = 'y' }: any = {}",
    ]);
    const star = kind === 'generator' || kind === 'async-generator' ? '*' : '';
    const async = kind === 'async' || kind === 'async-generator' ? 'async ' : '';
    const form = this.#tape.pick(star === '' ? 4 : 3);
    if (form === 1) return `const ${name} = ${async}function${star} (${parameters}): any {\n${body}\n};`;
    if (form === 2)
      return `const { ${name} } = {\n${async}${star}${name}(${parameters}): any {\n${body}\n},\n};`;
    if (form === 3) return `const ${name} = ${async}(${parameters}): any => {\n${body}\n};`;
    return `${async}function${star} ${name}(${parameters}): any {\n${body}\n}`;
  }

  #block(place: Place, count: number): string {
    let readable = place.readable;
    const lines: string[] = [];
    for (let index = 0; index < count; index++) {
      const { text, declares } = this.#statement({ ...place, readable });
      lines.push(text);
      if (declares) readable = [...readable, declares];
    }
    return lines.join('\n');
  }

  #inner(place: Place, changes: Partial<Place> = {}): Place {
    return { ...place, depth: place.depth - 1, indent: `${place.indent}  `, ...changes };
  }

  #statement(place: Place): { text: string; declares?: string } {
    const { indent, depth } = place;
    const tape = this.#tape;
    const line = (text: string, declares?: string) => ({
      text: indent + text,
      ...(declares && { declares }),
    });
    const awaits = place.kind === 'async' || place.kind === 'async-generator';
    const yields = place.kind === 'generator' || place.kind === 'async-generator';
    const simple: (() => { text: string; declares?: string })[] = [
      () => line(`log(${this.#number()});`),
      () => line(`log(${this.#number()}, ${this.#value(place)});`),
      () => {
        const name = this.#name('v');
        const type = tape.oneOf(['', ': any', ': unknown']);
        return line(`const ${name}${type} = ${this.#value(place)};`, name);
      },
      () => line(`${this.#promise(this.#inner(place))}.catch((e: unknown) => log(${this.#number()}, e));`),
      () => line(`void ${this.#promise(this.#inner(place))};`),
      () => line(`queueMicrotask(() => log(${this.#number()}));`),
      () => line(this.#leave(place)),
    ];
    if (yields) {
      const number = this.#number();
      simple.push(
        () => line(`log(${number}, yield ${this.#operand(place)});`),
        () => line(`yield ${this.#operand(place)};`),
      );
    }
    if (depth <= 0 || tape.left() === 0) return tape.oneOf(simple)();

    const nested: (() => { text: string; declares?: string })[] = [
      () => {
        const inner = this.#inner(place);
        const caught = `catch (e) {\n${inner.indent}log(${this.#number()}, e);\n${this.#block(inner, tape.pick(2))}\n${indent}}`;
        const last = `finally {\n${inner.indent}log(${this.#number()});\n${this.#block(inner, tape.pick(3))}\n${indent}}`;
        const body = `${indent}try {\n${this.#block(inner, 1 + tape.pick(3))}\n${indent}}`;
        return { text: `${body} ${tape.oneOf([caught, `${caught} ${last}`, last])}` };
      },
      () => {
        const loop = this.#name('i');
        const label = tape.once(2) ? this.#name('L') : undefined;
        const inner = this.#inner(place, {
          inLoop: true,
          labels: label ? [...place.labels, label] : place.labels,
          readable: [...place.readable, loop],
        });
        const head = tape.oneOf([
          `for (let ${loop} = 0; ${loop} < 2; ${loop}++)`,
          `for (const ${loop} of [${this.#value(place)}, ${this.#value(place)}])`,
          ...(awaits ? [`for (let ${loop} = await 0; ${loop} < (await 2); ${loop}++)`] : []),
        ]);
        return {
          text: `${indent}${label ? `${label}: ` : ''}${head} {\n${this.#block(inner, 1 + tape.pick(3))}\n${indent}}`,
        };
      },
      () => {
        const inner = this.#inner(place);
        const condition = tape.oneOf(['log.count % 2 === 0', `${this.#value(place)}`, 'fuel()']);
        const otherwise = tape.once(2) ? ` else {\n${this.#block(inner, 1)}\n${indent}}` : '';
        return {
          text: `${indent}if (${condition}) {\n${this.#block(inner, 1 + tape.pick(2))}\n${indent}}${otherwise}`,
        };
      },
      () => {
        const callback = this.#callback(place);
        return line(`timer(${1 + tape.pick(4)}, ${callback});`);
      },
      () => {
        const name = this.#name('s');
        const inner = this.#inner(place, { inLoop: false, labels: [], kind: 'sync' });
        return {
          text: `${indent}const ${name} = () => {\n${this.#block(inner, 1 + tape.pick(2))}\n${indent}};\n${indent}log(${this.#number()}, typeof ${name});\n${indent}queueMicrotask(() => { try { ${name}(); } catch (e) { log(${this.#number()}, e); } });`,
        };
      },
      () => this.#driveByHand(place),
      () => {
        const inner = this.#inner(place, { inLoop: place.inLoop });
        return {
          text: `${indent}switch (${this.#value(place)}) {\n${indent}  case ${this.#value(place)}:\n${this.#block(inner, 1)}\n${indent}    break;\n${indent}  default:\n${this.#block(inner, 1)}\n${indent}}`,
        };
      },
    ];
    if (awaits) {
      nested.push(
        () => {
          const loop = this.#name('a');
          const label = tape.once(2) ? this.#name('L') : undefined;
          const inner = this.#inner(place, {
            inLoop: true,
            labels: label ? [...place.labels, label] : place.labels,
            readable: [...place.readable, loop],
          });
          return {
            text: `${indent}${label ? `${label}: ` : ''}for await (const ${loop} of ${this.#iterable(place)}) {\n${inner.indent}log(${this.#number()}, ${loop});\n${inner.indent}if (!fuel()) break;\n${this.#block(inner, tape.pick(3))}\n${indent}}`,
          };
        },
        () => {
          const inner = this.#inner(place);
          const using = tape.oneOf(['await using', 'using', 'await using']);
          const disposer = using === 'using' ? 'sync' : tape.oneOf(['async', 'sync', 'rejecting', 'null']);
          return {
            text: `${indent}{\n${inner.indent}${using} _${this.#name('r')} = open('${disposer}', ${this.#number()});\n${this.#block(inner, 1 + tape.pick(2))}\n${indent}}`,
          };
        },
        () => {
          const name = this.#name('d');
          return line(
            tape.oneOf([
              `const { missing: ${name} = ${this.#value(place)} } = (${this.#value(place)} ?? {}) as any;`,
              `const [${name} = ${this.#value(place)}] = [${tape.oneOf(['', 'undefined', '1'])}] as any[];`,
            ]),
            name,
          );
        },
      );
    }
    if (yields)
      nested.push(() =>
        line(
          `log(${this.#number()}, yield* ${place.kind === 'generator' ? this.#syncIterable(place) : this.#iterable(place)});`,
        ),
      );
    return tape.pick(3) < 2 && tape.left() > 0 ? tape.oneOf(nested)() : tape.oneOf(simple)();
  }

  /** return, throw, break or continue: mostly guarded, so that what follows is reached sometimes. */
  #leave(place: Place): string {
    const tape = this.#tape;
    const ways = [
      `return ${this.#operand(place)};`,
      `throw new Error('E${this.#number()}');`,
      `throw ${this.#value(place)};`,
    ];
    if (place.inLoop) ways.push('break;', 'continue;', 'continue;');
    for (const label of place.labels) ways.push(`break ${label};`, `continue ${label};`);
    const way = tape.oneOf(ways);
    return tape.once(8) ? way : `if (log.count % ${2 + tape.pick(3)} === 0) ${way}`;
  }

  /** A function for a timer or a reaction. Callbacks of timers must not throw: that would end a program in Node. */
  #callback(place: Place): string {
    const inner = this.#inner(place, { inLoop: false, labels: [], kind: 'sync' });
    const body = this.#block(inner, 1 + this.#tape.pick(2));
    return `() => {\n${inner.indent}try {\n${body}\n${inner.indent}} catch (e) {\n${inner.indent}  log(${this.#number()}, e);\n${inner.indent}}\n${place.indent}}`;
  }

  #reaction(place: Place): string {
    const tape = this.#tape;
    const form = tape.pick(6);
    if (form === 0) return `(v: any) => (log(${this.#number()}, v), v)`;
    if (form === 1) return `() => ${this.#promise(this.#inner(place, { kind: 'sync' }))}`;
    if (form === 2) return `() => { throw new Error('E${this.#number()}'); }`;
    if (form === 3)
      return `async (v: any) => { log(${this.#number()}, v); return ${this.#value(this.#inner(place, { kind: 'async', inLoop: false, labels: [] }))}; }`;
    if (form === 4) return 'undefined';
    return `function (v: any) { log(${this.#number()}, arguments.length); return v; }`;
  }

  /** Something to await, return or yield: a promise or not. */
  #operand(place: Place): string {
    return this.#tape.once(2) ? this.#promise(this.#inner(place)) : this.#value(place);
  }

  /** An expression for a value; in async functions it may suspend. */
  #value(place: Place): string {
    const tape = this.#tape;
    const awaits = place.kind === 'async' || place.kind === 'async-generator';
    const inner = this.#inner(place);
    const plain = [
      () => String(tape.pick(10)),
      () => `'t${this.#number()}'`,
      () => (place.readable.length > 0 ? tape.oneOf(place.readable) : 'undefined'),
      () => 'undefined',
    ];
    const functions = place.callable.filter(({ kind }) => kind === 'sync');
    if (functions.length > 0) plain.push(() => `${tape.oneOf(functions).name}(${tape.pick(5)})`);
    if (!awaits || place.depth <= 0 || tape.left() === 0) return tape.oneOf(plain)();
    const suspending = [
      () => `await ${this.#promise(inner)}`,
      () => `(await ${this.#promise(inner)} as any)`,
      () => `await ${tape.oneOf(plain)()}`,
      () => `[${this.#value(inner)}, ${this.#value(inner)}]`,
      () => `{ a: ${this.#value(inner)}, [\`k\${${this.#value(inner)}}\`]: 1 }.a`,
      () => `(${this.#value(inner)} ? ${this.#value(inner)} : ${this.#value(inner)})`,
      () => `\`\${${this.#value(inner)}}\``,
      () => `((${this.#value(inner)} as any)?.length ?? ${this.#value(inner)})`,
      () => `(log(${this.#number()}), ${this.#value(inner)})`,
    ];
    const text = tape.oneOf(tape.once(3) ? plain : suspending)();
    // An object literal must not begin a statement or an arrow's body.
    return text.startsWith('{') || text.startsWith('await') ? `(${text})` : text;
  }

  /** An expression whose value is a promise. */
  #promise(place: Place): string {
    const tape = this.#tape;
    const inner = this.#inner(place);
    const number = this.#number();
    const base = [
      () => `Promise.resolve(${this.#value({ ...place, kind: 'sync' })})`,
      () => `sleep(${1 + tape.pick(4)}, 's${number}')`,
      () => `Promise.reject(new Error('E${number}'))`,
      () => `fail(${1 + tape.pick(4)}, 'E${number}')`,
      () => `Promise.resolve(thenable(${tape.pick(5)}, 'h${number}'))`,
      () => `Sub.resolve('u${number}')`,
      () => `(async () => { await ${tape.pick(3)}; log(${number}); return 'i${number}'; })()`,
    ];
    const asyncs = place.callable.filter(({ kind }) => kind === 'async');
    for (let weight = 0; asyncs.length > 0 && weight < 4; weight++)
      base.push(() => `${tape.oneOf(asyncs).name}(${this.#value({ ...place, kind: 'sync' })})`);
    if (place.depth <= 0 || tape.left() === 0) return tape.oneOf(base)();
    const list = () =>
      Array.from({ length: tape.pick(4) }, () => this.#operand({ ...inner, kind: 'sync' })).join(', ');
    const built = [
      () => `Promise.all([${list()}])`,
      () => `Promise.allSettled([${list()}])`,
      () => `Promise.race([${list()}, ${this.#promise(inner)}])`,
      () => `Promise.any([${list()}])`,
      () => `${this.#promise(inner)}.then(${this.#reaction(place)})`,
      () => `${this.#promise(inner)}.then(${this.#reaction(place)}, ${this.#reaction(place)})`,
      () => `${this.#promise(inner)}.catch(${this.#reaction(place)})`,
      () => `${this.#promise(inner)}.finally(${this.#reaction(place)})`,
      () =>
        `new Promise<any>((resolve, reject) => { ${tape.oneOf(['resolve', 'resolve', 'reject'])}(${this.#operand({ ...inner, kind: 'sync' })}); log(${number}); })`,
      () =>
        `new Sub<any>((resolve) => timer(${1 + tape.pick(3)}, () => resolve(${this.#operand({ ...inner, kind: 'sync' })})))`,
      () => `Promise.try(() => ${this.#operand({ ...inner, kind: 'sync' })})`,
      () => `Array.fromAsync(${this.#iterable(inner)})`,
      () =>
        `(async () => {\n${this.#block({ ...inner, kind: 'async', inLoop: false, labels: [] }, 1 + tape.pick(2))}\n${place.indent}})()`,
      () => `Sub.all([${list()}])`,
      () => `never(${this.#number()})`,
    ];
    return tape.oneOf(tape.once(3) ? base : built)();
  }

  /** Something to iterate over with `for await` or `yield*` in an async generator. Always finite. */
  #iterable(place: Place): string {
    const tape = this.#tape;
    const own = place.callable.filter(({ kind }) => kind === 'async-generator');
    const choices = [
      () => this.#syncIterable(place),
      () => `(async function* () { yield ${this.#number()}; yield sleep(${1 + tape.pick(3)}, 'y'); })()`,
      ...own.map(
        ({ name }) =>
          () =>
            `${name}(${tape.pick(5)})`,
      ),
    ];
    return tape.oneOf(choices)();
  }

  #syncIterable(place: Place): string {
    const tape = this.#tape;
    const own = place.callable.filter(({ kind }) => kind === 'generator');
    const item = () =>
      tape.once(2) ? this.#promise({ ...place, kind: 'sync', depth: 0 }) : String(tape.pick(5));
    const choices = [
      () => `[${Array.from({ length: tape.pick(4) }, item).join(', ')}]`,
      () => `new Set([${tape.pick(5)}, 'set'])`,
      ...own.map(
        ({ name }) =>
          () =>
            `${name}(${tape.pick(5)})`,
      ),
    ];
    return tape.oneOf(choices)();
  }

  /** A generator driven by calls of its methods, several at once. */
  #driveByHand(place: Place): { text: string } {
    const tape = this.#tape;
    const { indent } = place;
    const own = place.callable.filter(({ kind }) => kind === 'async-generator');
    const name = this.#name('g');
    const make =
      own.length > 0
        ? `${tape.oneOf(own).name}(${tape.pick(5)})`
        : `(async function* () { try { log(0, yield 1); yield 2; } finally { log(${this.#number()}); } })()`;
    const calls = Array.from({ length: 1 + tape.pick(4) }, () => {
      const method = tape.oneOf(['next', 'next', 'return', 'throw']);
      return `${indent}${name}.${method}('m${this.#number()}' as never).then((r: unknown) => log(${this.#number()}, r), (e: unknown) => log(${this.#number()}, e));`;
    });
    return { text: [`${indent}const ${name} = ${make};`, ...calls].join('\n') };
  }

  #name(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  #number(): number {
    return ++this.#logs;
  }
}
