// V8 quotes an imported name as the program writes it, whoever catches the error.
import { assign, late } from './late.ts';

type Anything = any;
const mistakes: [string, () => unknown][] = [
  ['call', () => (late as Anything)()],
  ['new', () => new (late as Anything)()],
  ['tag', () => (late as Anything)`x`],
  ['spread', () => [...(late as Anything)]],
  ['iterate', () => new Map((late as Anything)())],
  ['method', () => (late as Anything).a()],
  ['member', () => (late as Anything).a.b],
  [
    'loop',
    () => {
      for (const x of late as Anything) console.log(x);
    },
  ],
];
for (const [name, mistake] of mistakes) {
  try {
    mistake();
  } catch (error) {
    console.log(name, 'caught', (error as Error).message);
  }
  try {
    mistake();
  } catch ({ message }: Anything) {
    console.log(name, 'taken apart', message);
  }
  const tell = (how: string) => (error: Error) => console.log(name, how, error.message);
  await Promise.resolve().then(mistake).catch(tell('reaction'));
  await new Promise(mistake).then(null, tell('executor'));
  await Promise.any([new Promise(mistake)]).catch(({ errors: [error] }) => tell('any')(error));
  await (async () => mistake())().catch(tell('async'));
}
assign(null);
try {
  const { a } = late as Anything;
  console.log(a);
} catch ({ message }: Anything) {
  console.log(message);
}
