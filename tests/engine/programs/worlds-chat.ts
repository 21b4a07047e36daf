// A room: a reader that takes its time holds up only its own queue.
import { chat, join, leave, messages, send } from './worlds/chat.ts';
console.log((await join('lobby', 'Me')).join());
const reader = (async () => {
  for await (const { from, text } of messages('lobby')) {
    console.log(`${from}: ${text}`);
    if (text === 'bye') break;
  }
})();
await new Promise((r) => setTimeout(r, 40));
await send('lobby', 'Me', 'hello');
await send('lobby', 'Me', 'bye');
await reader;
console.log((await leave('lobby', 'Me')).length);
await send('lobby', 'Me', 'still here?').catch((e: Error) => console.log(e.message.slice(0, 3)));
console.log(chat.log.started > 3);
