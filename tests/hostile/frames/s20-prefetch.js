// A link element: prefetch.

const e = document.createElement('link');
e.rel = 'prefetch';
e.href = 'http://evil.test/x';
document.body.append(e);
