// import() of data.

await import('http://evil.test/x.json', { with: { type: 'json' } });
return 'WENT';
