// A link element: manifest.

const e = document.createElement('link');
e.rel = 'manifest';
e.href = 'http://evil.test/x';
document.body.append(e);
