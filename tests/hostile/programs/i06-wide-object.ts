// Prints an object of a million properties.
// ends: any
// most: 200

const o = {};
for (let i = 0; i < 1e6; i++) o[`k${i}`] = i;
console.log(o);
