// Destructures from an iterator that never ends.
// ends: limit:blocked

const [...all] = { [Symbol.iterator]: () => ({ next: () => { for (;;); } }) };
