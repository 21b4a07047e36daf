// A program may replace Date.now.
const original = Date.now;
Date.now = () => 42;
console.log(Date.now());
Date.now = original;
console.log(Date.now() > 42, new Date(0).toISOString(), new Date(2020, 0, 1) < new Date(2021, 0, 1));
