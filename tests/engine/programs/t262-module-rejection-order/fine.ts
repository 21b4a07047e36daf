await null;
await null;
console.log('fine is evaluated');
export {};
