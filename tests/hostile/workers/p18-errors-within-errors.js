// A small message that would be millions of objects, did each get a copy of its own.
// prints: honest
// prints: undefined
// ends: quiet

const frame = { file: 'main.js', line: 0, column: 0 };
const leaf = { name: 'E', message: 'm', text: 't', frames: Array(50).fill(frame) };
const inner = { ...leaf, errors: Array(20).fill(leaf) };
const middle = { ...leaf, errors: Array(20).fill(inner) };
const error = { ...leaf, errors: Array(20).fill(middle) };
lab.say({ type: 'trace', events: Array.from({ length: 50 }, (_, seq) => ({ type: 'uncaught-error', seq, at: 0, job: 0, error })) });
lab.print('honest');
