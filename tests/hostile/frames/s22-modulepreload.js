// A link element: modulepreload.

const e = document.createElement('link');
e.rel = 'modulepreload';
e.href = 'http://evil.test/x';
document.body.append(e);
