// The consumer sets the pace.
const log: string[] = [];
let n = 0;
const stream = new ReadableStream<number>(
  {
    async pull(controller) {
      log.push(`pull ${n}`);
      await new Promise((r) => setTimeout(r, 5));
      controller.enqueue(n++);
      if (n === 3) controller.close();
    },
  },
  { highWaterMark: 0 },
);
const reader = stream.getReader();
for (let r = await reader.read(); !r.done; r = await reader.read()) log.push(`read ${r.value}`);
console.log(log.join('\n'));
