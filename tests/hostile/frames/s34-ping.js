// The ping of a link.

const e = document.createElement('a');
e.href = '#x';
e.ping = 'http://evil.test/x';
document.body.append(e);
e.click();
