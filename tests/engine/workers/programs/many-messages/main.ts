import './worlds/worker.ts';

const worker = new Worker(new URL('./echo.ts', import.meta.url), { type: 'module' });
let received = 0;
worker.addEventListener('message', (event) => {
  const { n, map } = event.data as { n: number; map: Map<string, Date> };
  received++;
  if (n % 50 === 0) console.log(n, map.get('when')?.toISOString(), event instanceof MessageEvent);
  if (n < 200) worker.postMessage(n + 1);
  else {
    console.log(`${received} messages`);
    worker.terminate();
  }
});
worker.postMessage(1);
