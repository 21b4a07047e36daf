// Lines keep their order, whatever printed them: microtasks, timers, generators, getters, and console itself handed on.
const { log } = console;
log('handed on');
Promise.resolve('by then').then(console.log);
queueMicrotask(() => log('microtask'));
setTimeout(console.log, 0, 'timer', 'with arguments');
[1, 2].forEach((n) => console.log(n));
const o = { get x() { log('getter'); return 1; } };
log(o.x);
console.log.call(undefined, 'called on nothing');
console.log.apply(null, ['applied']);
const bound = console.log.bind(console, 'bound');
bound(1);
Reflect.apply(console.log, console, ['reflected']);
