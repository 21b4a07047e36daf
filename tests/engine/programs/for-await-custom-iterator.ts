// The protocol calls in their order.
const log: string[] = [];
const source = {
  [Symbol.asyncIterator]() {
    log.push('asyncIterator');
    let n = 0;
    return {
      get next() {
        log.push('get next');
        return async () => {
          log.push('next');
          return { done: n >= 2, value: n++ };
        };
      },
      get return() {
        log.push('get return');
        return async () => {
          log.push('return');
          return {};
        };
      },
    };
  },
};
for await (const n of source) {
  log.push(`body ${n}`);
  if (n === 1) break;
}
console.log(log.join('\n'));
