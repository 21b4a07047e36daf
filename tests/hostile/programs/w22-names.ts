// Names of workers that are markup, endless, or not names at all.
// prints: /^made 5$/
// ends: quiet

if (typeof postMessage !== 'function') {
  const names = ['<img src=x onerror="pwned=1"><script>pwned=1</script>', 'x'.repeat(1e6), '\u202e\0\r\n', '__proto__', { toString: () => 'constructor' }];
  for (const name of names) new Worker(import.meta.url, { type: 'module', name });
  console.log('made', names.length);
}
