// Asks the simulated servers without end.
// ends: any
// most: 2000


for (let i = 0; ; i++) fetch(`https://rates.test/latest?${i}`);
