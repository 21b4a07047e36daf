// Engines word their messages differently; none shows anything that the program does not say.
import { assign, late } from './late.ts';

type Anything = any;
const list: Anything = undefined;
const mistakes: (() => unknown)[] = [
  () => (late as Anything)(),
  () => new (late as Anything)(),
  () => [...(late as Anything)],
  () => console.log(...list),
  () => Promise.resolve(1).then(...list),
];
const tell = ({ message }: Error) =>
  console.log(message.includes('$'), message.includes('late') || message.includes('list'));
for (const mistake of mistakes) {
  try {
    mistake();
  } catch (error) {
    tell(error as Error);
  }
  try {
    mistake();
  } catch ({ message }: Anything) {
    tell({ message } as Error);
  }
  await Promise.resolve().then(mistake).catch(tell);
  await new Promise(mistake).then(null, tell);
  setTimeout(() => {
    try {
      mistake();
    } catch (error) {
      tell(error as Error);
    }
  });
}
assign(2);
