// A link element: dns-prefetch.

const e = document.createElement('link');
e.rel = 'dns-prefetch';
e.href = 'http://evil.test/x';
document.body.append(e);
