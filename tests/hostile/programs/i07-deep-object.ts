// Prints an object that is a hundred thousand levels deep.
// ends: quiet
// most: 20

let o = {};
for (let i = 0; i < 1e5; i++) o = { o };
console.log(o);
