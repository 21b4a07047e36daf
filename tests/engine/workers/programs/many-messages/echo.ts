addEventListener('message', (event) => {
  const n = (event as MessageEvent<number>).data;
  self.postMessage({ n, map: new Map([['when', new Date(n * 1000)]]) });
});
