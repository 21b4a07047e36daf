import './leaf.ts';
console.log('middle in turn', (globalThis as { turn?: number }).turn);
