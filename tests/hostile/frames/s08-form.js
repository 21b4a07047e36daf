// Submits a form.

const e = document.createElement('form');
e.action = 'http://evil.test/x';
e.method = 'POST';
document.body.append(e);
e.submit();
