// A thousand sleepers finish together, in order.
const order: number[] = [];
await Promise.all(
  Array.from({ length: 1000 }, async (_, i) => {
    await new Promise((r) => setTimeout(r, 20));
    order.push(i);
  }),
);
console.log(order.length, order.every((n, i) => n === i));
