// await reads `then` of a proxy once.
const reads: PropertyKey[] = [];
const proxy = new Proxy({ value: 1 }, {
  get(target, key, receiver) {
    reads.push(key);
    return Reflect.get(target, key, receiver);
  },
});
const same = await proxy;
console.log(same === proxy, reads.map(String).join());
