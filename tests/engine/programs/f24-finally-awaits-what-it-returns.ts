// F24: a promise returned by finally delays the outcome.
const order: string[] = [];
const main = Promise.resolve('main')
  .finally(() => new Promise((resolve) => setTimeout(resolve, 20)))
  .then(() => order.push('main'));
const other = new Promise((resolve) => setTimeout(resolve, 5)).then(() => order.push('other'));
await Promise.all([main, other]);
console.log(order.join(' '));
