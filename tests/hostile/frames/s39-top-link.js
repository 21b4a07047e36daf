// A link that navigates the page.

const e = document.createElement('a');
e.href = 'http://evil.test/x.html';
e.target = '_top';
document.body.append(e);
e.click();
