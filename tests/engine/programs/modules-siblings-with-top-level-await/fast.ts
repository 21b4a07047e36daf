console.log('fast begins');
await new Promise((r) => setTimeout(r, 10));
console.log('fast ends');
export const fast = 'fast';
