// A style sheet.

const e = document.createElement('link');
e.rel = 'stylesheet';
e.href = 'http://evil.test/x.css';
document.body.append(e);
