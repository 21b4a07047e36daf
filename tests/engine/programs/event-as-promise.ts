// Waiting for one event.
const t = new EventTarget();
const next = (type: string) => new Promise<Event>((r) => t.addEventListener(type, r, { once: true }));
setTimeout(() => t.dispatchEvent(new CustomEvent('ready', { detail: 7 })), 10);
const event = (await next('ready')) as CustomEvent<number>;
console.log(event.type, event.detail);
