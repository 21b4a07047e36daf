// Further arguments are passed on.
setTimeout((a: number, b: string) => console.log(a, b), 1, 1, 'b');
let n = 0;
const interval = setInterval(
  (word: string) => {
    console.log(word, ++n);
    if (n === 2) clearInterval(interval);
  },
  5,
  'tick',
);
