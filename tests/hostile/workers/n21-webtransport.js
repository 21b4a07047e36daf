// WebTransport.

await new WebTransport('https://evil.test/x').ready;
return 'WENT';
