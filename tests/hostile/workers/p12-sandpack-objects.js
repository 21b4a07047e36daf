// Prints an object where a text is due, as Sandpack’s console would take it.
// prints: honest

lab.say({ type: 'output', dropped: 0, lines: [{ at: 0, level: 'log', text: { '@t': '[[TypedArray]]', data: { ctorName: 'Worker', arr: 'data:text/javascript,1' } } }] });
lab.say({ type: 'output', dropped: { '@t': 1 }, lines: [] });
return 'honest';
