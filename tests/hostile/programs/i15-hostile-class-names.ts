// Throws errors of classes with names no name should have.
// ends: any
// most: 50

class E extends Error { get name() { return '<img src=http://evil.test/n>'; } }
Object.defineProperty(E, 'name', { value: '\u202e</script><script>top.pwned=1</script>' });
throw new E('<svg onload=top.pwned=1>');
