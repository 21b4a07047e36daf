// A link to a new window.

const e = document.createElement('a');
e.href = 'http://evil.test/x.html';
e.target = '_blank';
document.body.append(e);
e.click();
