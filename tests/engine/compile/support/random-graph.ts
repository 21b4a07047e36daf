/** Random module graphs with top-level awaits, cycles and failures; each module prints when it runs. */
import fc from 'fast-check';

interface Shape {
  /** Which modules it imports, by number, in order. */
  imports: number[];
  /** Awaits before and after its line is printed; none makes it synchronous. */
  awaits: [before: number, after: number];
  /** Microtasks it starts. */
  reactions: number;
  fails: boolean;
}

/** A graph: module 0 is the entry. */
export const graph = fc.integer({ min: 2, max: 7 }).chain((size) =>
  fc.array(
    fc.record<Shape>({
      imports: fc.array(fc.nat(size - 1), { maxLength: 4 }),
      awaits: fc.oneof(
        { weight: 3, arbitrary: fc.constant<[number, number]>([0, 0]) },
        { weight: 2, arbitrary: fc.tuple(fc.nat(3), fc.nat(3)) },
      ),
      reactions: fc.nat(2),
      fails: fc.nat(9).map((n) => n === 0),
    }),
    { minLength: size, maxLength: size },
  ),
);

/** The files of a graph, below the folder `name`. */
export function filesOf(name: string, shapes: readonly Shape[]): Record<string, string> {
  const files: Record<string, string> = {};
  shapes.forEach((shape, index) => {
    const imports = shape.imports.map(
      (other, position) => `import { value as v${position}, call as c${position} } from './m${other}.js';\n`,
    );
    const uses = shape.imports.map((_, position) => `say(() => v${position}); say(c${position});\n`).join('');
    files[`${name}/m${index}.js`] = `${imports.join('')}
const say = (get) => { try { console.log('${name} ${index}:', get()); } catch (error) { console.log('${name} ${index}:', String(error)); } };
export function call() { return value + ' called'; }
${'await null;\n'.repeat(shape.awaits[0])}console.log('${name} ${index} runs');
${uses}${`Promise.resolve().then(() => console.log('${name} ${index} reacts')).then(() => console.log('${name} ${index} reacts again'));\n`.repeat(shape.reactions)}${'await null;\n'.repeat(shape.awaits[1])}${shape.fails ? `throw new Error('${name} ${index} fails');\n` : ''}export let value = 'value ${index}';
console.log('${name} ${index} ends');
`;
  });
  return files;
}

/** One program that imports each graph, one after the other, twice. */
export function programOfGraphs(graphs: readonly (readonly Shape[])[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [index, shapes] of graphs.entries()) Object.assign(files, filesOf(`g${index}`, shapes));
  files['main.js'] = `
const idle = () => new Promise((resolve) => setTimeout(resolve, 3));
for (const name of [${graphs.map((_, index) => `'g${index}'`).join()}]) {
  for (const entry of ['m0', 'm1', 'm0']) {
    let result;
    // Hosts differ in how many turns \`import()\` takes, so its result is printed when all is quiet.
    import(\`./\${name}/\${entry}.js\`).then(
      (ns) => { result = [Object.keys(ns).join(), ns.value]; },
      (error) => { result = [error.message]; },
    );
    await idle();
    console.log(name, entry, ...result);
  }
}
`;
  return files;
}
