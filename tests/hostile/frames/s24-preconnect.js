// A link element: preconnect.

const e = document.createElement('link');
e.rel = 'preconnect';
e.href = 'http://evil.test/x';
document.body.append(e);
