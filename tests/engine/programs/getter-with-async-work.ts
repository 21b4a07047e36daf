// A getter may return a promise; it runs at each read.
let reads = 0;
const o = {
  get value() {
    reads++;
    return (async () => {
      await null;
      return reads;
    })();
  },
};
console.log(await o.value, await o.value, reads);
