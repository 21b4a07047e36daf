console.log('leaf begins in turn', (globalThis as { turn?: number }).turn);
await null;
console.log('leaf ends in turn', (globalThis as { turn?: number }).turn);
