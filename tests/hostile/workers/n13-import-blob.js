// import() of a blob that fetches.

await import(URL.createObjectURL(new Blob(['fetch("http://evil.test/x")'], { type: 'text/javascript' })));
return 'WENT';
