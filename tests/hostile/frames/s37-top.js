// Navigates the page.

top.location = 'http://evil.test/x.html';
