// Integers that grow until there is no room.
// ends: any

let x = 3n;
for (let i = 0; i < 40; i++) x = x * x;
console.log(x > 0n);
