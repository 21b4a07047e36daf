// Answers arrive in another order than the questions were asked.
import { search } from './worlds/cities.ts';
const ask = async (text: string) => {
  const found = await search(text);
  console.log(text, found.length);
};
await Promise.all([ask('p'), ask('pr'), ask('pra')]);
