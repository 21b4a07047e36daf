// XMLHttpRequest.

const x = new XMLHttpRequest();
x.open('GET', 'http://evil.test/x');
x.send();
await new Promise((r) => (x.onloadend = r));
if (x.status) return 'WENT';
