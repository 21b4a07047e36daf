// A link element: preload.

const e = document.createElement('link');
e.rel = 'preload';
e.as = 'image';
e.href = 'http://evil.test/x';
document.body.append(e);
