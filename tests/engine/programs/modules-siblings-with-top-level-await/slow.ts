console.log('slow begins');
await new Promise((r) => setTimeout(r, 40));
console.log('slow ends');
export const slow = 'slow';
