// F22: the combinator has attached handlers, so a later loser is not reported.
const reject = (ms: number, name: string) =>
  new Promise((_, no) => setTimeout(() => no(new Error(name)), ms));
await Promise.all([reject(5, 'first'), reject(15, 'second')]).catch((e: Error) => console.log('caught', e.message));
await new Promise((resolve) => setTimeout(resolve, 30));
console.log('nobody complained');
