// Replaces the console and its methods.
// prints: plain
// ends: quiet

const { log } = console;
console.log = () => log('FORGED');
log('plain');
