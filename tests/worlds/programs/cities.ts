import { cities, search, typeText } from './worlds/cities.ts';
import { log } from './worlds/helpers.ts';

console.log((await search('pra')).map(({ name, country }) => `${name}, ${country}`));

const answers: Promise<void>[] = [];
await typeText('pra', (text) => {
  log('typed', text);
  answers.push(search(text).then((found) => log('answer to', text, found.length)));
});
await Promise.all(answers);

let last = new AbortController();
const kept: Promise<void>[] = [];
await typeText('pra', (text) => {
  last.abort('typed on');
  last = new AbortController();
  kept.push(
    search(text, last).then(
      (found) => console.log('answer to', text, found[0]?.name),
      (reason) => console.log(text, reason),
    ),
  );
});
await Promise.all(kept);
console.log(cities.log);

cities.fail('pr');
await search('pr').catch((error) => console.log(error.message));
await typeText('abc', (text) => console.log(text), { signal: AbortSignal.abort('not now') }).catch((reason) =>
  console.log(reason),
);
