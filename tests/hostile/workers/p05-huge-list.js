// Sends a list of a million lines.
// ends: quiet | limit:blocked

lab.say({ type: 'output', dropped: 0, lines: Array.from({ length: 1e6 }, () => ({ at: 0, level: 'log', text: 'FORGED' })) });
return 'honest';
