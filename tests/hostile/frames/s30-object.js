// Objects and embedded things.

document.body.insertAdjacentHTML('beforeend', '<object data=http://evil.test/x.html></object><embed src=http://evil.test/y.html>');
