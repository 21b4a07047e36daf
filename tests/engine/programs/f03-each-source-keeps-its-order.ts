// F3: order is promised within one task source: timers among themselves, messages among themselves.
const { port1, port2 } = new MessageChannel();
const seen: Record<'timer' | 'message', number[]> = { timer: [], message: [] };
port2.onmessage = ({ data }) => {
  seen.message.push(data);
  if (data === 3) port2.close();
};
for (const n of [1, 2, 3]) {
  setTimeout(() => seen.timer.push(n), 5);
  port1.postMessage(n);
}
setTimeout(() => console.log(seen.timer, seen.message), 60);
