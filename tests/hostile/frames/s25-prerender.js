// A link element: prerender.

const e = document.createElement('link');
e.rel = 'prerender';
e.href = 'http://evil.test/x';
document.body.append(e);
