// once, signal, handleEvent, remove during dispatch, same listener twice.
const t = new EventTarget();
const log: string[] = [];
const twice = () => log.push('twice');
t.addEventListener('x', twice);
t.addEventListener('x', twice);
t.addEventListener('x', () => log.push('once'), { once: true });
t.addEventListener('x', { handleEvent: (e: Event) => log.push(`object ${e.type}`) });
const controller = new AbortController();
t.addEventListener('x', () => log.push('with signal'), { signal: controller.signal });
const removed = () => log.push('removed');
t.addEventListener('x', () => t.removeEventListener('x', removed));
t.addEventListener('x', removed);
t.dispatchEvent(new Event('x'));
controller.abort();
t.dispatchEvent(new Event('x'));
console.log(log.join('\n'));
