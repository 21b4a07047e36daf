// A link element: icon.

const e = document.createElement('link');
e.rel = 'icon';
e.href = 'http://evil.test/x';
document.body.append(e);
