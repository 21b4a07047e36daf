// A frame whose address is code.

const e = document.createElement('iframe');
e.src = 'javascript:fetch("http://evil.test/x")';
document.body.append(e);
