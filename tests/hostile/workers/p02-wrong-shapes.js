// Messages in wrong forms, with the secret.
// prints: honest
// prints: undefined

const output = (text) => ({ type: 'output', lines: [{ at: 0, level: 'log', text }], dropped: 0 });
lab.say(output({ toString: 1 }));
lab.say({ ...output('FORGED'), lines: [{ at: NaN, level: 'log', text: 'FORGED' }] });
lab.say({ type: 'refused', problems: [{ file: 'main.ts', line: 0, column: 0, message: 'FORGED' }] });
lab.say({ type: 'failed', message: 'FORGED' });
lab.say({ type: 'killed', worker: 1 });
lab.say({ type: 'compiled', sites: [] });
lab.say({ type: 'trace', chunk: { times: new Float64Array(10), numbers: 'x' } });
lab.say({ type: 'trace', events: [{ type: 'log', seq: -1 }] });
const cyclic = output('honest');
cyclic.self = cyclic;
lab.say(cyclic);
