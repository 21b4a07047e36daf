// V8 quotes functions in messages: as their author wrote them, the first and last characters of a long one.
const short = () => console.log('short');
const waits = async () => {
  await null;
};
async function long() {
  await Promise.all([Promise.resolve('one promise'), Promise.resolve('and another')]);
  const inner = async () => {
    await null;
  };
  await inner();
  console.log('a hundred and twenty-eight characters are not enough for this');
}
function longer(first: number) {
  console.log('nothing in here is asynchronous', first);
  console.log('but it has probes in it, and more than a hundred and twenty-eight characters');
}
// Browsers say first which of their functions has failed.
const tell = (name: string, { message }: Error) => console.log(name, message.replace(/^Failed .*?': /, ''));
for (const value of [short, waits, long, { deep: [waits] }]) {
  try {
    structuredClone(value);
  } catch (e) {
    tell('clone', e as Error);
  }
}
const { port1, port2 } = new MessageChannel();
try {
  port1.postMessage(short);
} catch (e) {
  tell('post', e as Error);
}
port1.close();
port2.close();
for (const value of [short, waits, long]) {
  await (async () => Object.assign(value, { name: 'new' }))().catch((e: Error) => tell('assign', e));
  await (async () => Reflect.construct(value, []))().catch((e: Error) => tell('construct', e));
}
await (async () => Object.assign(longer, { name: 'new' }))().catch((e: Error) =>
  console.log(e.message.includes('nothing in here is asynchronous'), e.message.includes('$')),
);
