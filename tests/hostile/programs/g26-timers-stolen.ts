// Catches the runtime’s timers by replacing them.
// prints: plain
// prints: 0
// ends: quiet

let calls = 0;
const set = setTimeout;
globalThis.setTimeout = (...a) => { calls++; return set(...a); };
globalThis.setInterval = globalThis.queueMicrotask = () => calls++;
console.log('plain');
set(() => console.log(calls), 5);
