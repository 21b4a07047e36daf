// Navigates the broker.

parent.location.href = 'http://evil.test/x.html';
