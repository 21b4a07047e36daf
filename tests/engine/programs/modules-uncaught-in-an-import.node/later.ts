setTimeout(() => console.log('never'), 0);
console.log('evaluated');
await null;
throw new Error('in an import');
export {};
