import { chat, join, leave, messages, send } from './worlds/chat.ts';
import { log, sleep } from './worlds/helpers.ts';

console.log(await join('lobby', 'Eve'), await join('lobby', 'Finn'));
const reading = (async () => {
  for await (const { from, text } of messages('lobby', { reader: 'Finn' })) {
    log(from, text);
    if (text === 'bye') break;
  }
})();
await sleep(50);
await send('lobby', 'Eve', 'hello');
await send('lobby', 'Eve', 'bye');
await reading;
console.log(await leave('lobby', 'Eve'));
await send('lobby', 'Eve', 'one more thing').catch((error) => console.log(error.message));

chat.addSlowReader('hall', 'Sam', { every: 100 });
chat.talk('hall', { count: 6, every: 30 });
const controller = new AbortController();
const count = (async () => {
  let total = 0;
  try {
    for await (const _ of messages('hall', { signal: controller.signal })) total += 1;
  } catch (reason) {
    console.log(total, reason);
  }
})();
await sleep(230);
console.log(chat.queues);
controller.abort('enough');
await count;

const broken = (async () => {
  for await (const _ of messages('attic'));
})();
await sleep(50);
chat.crash('attic');
await broken.catch((error) => console.log(error.name, error.message));
