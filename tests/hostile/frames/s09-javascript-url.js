// Navigates to code.

location.href = 'javascript:fetch("http://evil.test/x")';
