// A broadcast reaches all others of the same name, and not its sender.
const [a, b, c] = ['news', 'news', 'other'].map((name) => new BroadcastChannel(name)) as [BroadcastChannel, BroadcastChannel, BroadcastChannel];
c.onmessage = () => console.log('never');
a.onmessage = () => console.log('never either');
const heard = new Promise<void>((resolve) => {
  b.onmessage = ({ data }) => {
    console.log('b heard', data);
    resolve();
  };
});
a.postMessage({ n: 1 });
console.log('sent');
await heard;
for (const channel of [a, b, c]) channel.close();
