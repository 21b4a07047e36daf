// Reads the address of its own script out of stacks, and asks for it in every way there is.
// never: /nonce/
// ends: any
// most: 30

const stacks = [new Error('x').stack, (() => { try { (null as never)(); } catch (error) { return (error as Error).stack; } return ''; })()];
await Promise.reject(new Error('y')).catch((error) => stacks.push(error.stack));
const addresses = [...new Set(stacks.join('\n').match(/(?:blob|data|https?|file):[^\s)]+/g) ?? [])].map((one) => one.replace(/(:\d+)+$/, ''));
for (const address of [...addresses, import.meta.url]) {
  for (const attempt of [() => import(address), () => fetch(address), () => new Worker(address), () => URL.revokeObjectURL(address)] as (() => unknown)[])
    try {
      const got = await Promise.race([attempt(), new Promise((r) => setTimeout(r, 20, 'silence'))]);
      if (got instanceof Response && got.ok) console.log('LEAK', (await got.text()).slice(0, 100));
    } catch {}
}
console.log('tried', addresses.length);
