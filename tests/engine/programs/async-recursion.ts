// Each call has its own place.
async function countdown(n: number): Promise<string> {
  if (n === 0) return 'lift off';
  console.log('down', n);
  const rest = await countdown(n - 1);
  console.log('up', n);
  return rest;
}
console.log(await countdown(3));
