// F34: Promise.try calls synchronously and turns a throw into a rejection.
const p = Promise.try(() => {
  console.log('ran');
  throw new Error('sync');
});
console.log('after');
p.catch((e: Error) => console.log('rejected with', e.message));
