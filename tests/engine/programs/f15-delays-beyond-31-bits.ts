// F15: a delay that does not fit into 31 bits does not wait.
setTimeout(() => console.log('soon'), 2 ** 31);
setTimeout(() => console.log('a little later'), 30);
