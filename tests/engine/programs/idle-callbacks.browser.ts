// Idle callbacks come when nothing else is left, or when their time is up.
const scope = globalThis as unknown as {
  requestIdleCallback?: (f: (d: { didTimeout: boolean; timeRemaining(): number }) => void, o?: { timeout: number }) => number;
};
const idle = scope.requestIdleCallback;
if (!idle) console.log('only pages have them');
else {
  idle((deadline) => console.log('idle, in time:', !deadline.didTimeout, deadline.timeRemaining() > 0));
  idle(() => console.log('idle again'));
}
setTimeout(() => console.log('timer 0'), 0);
queueMicrotask(() => console.log('microtask'));
