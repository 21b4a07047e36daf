// A frame from an address.

const e = document.createElement('iframe');
e.src = 'http://evil.test/x.html';
document.body.append(e);
