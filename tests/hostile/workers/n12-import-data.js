// import() of text that fetches.

await import('data:text/javascript,fetch("http://evil.test/x")');
return 'WENT';
