// A window.
// never: /OPENED/

if (window.open('http://evil.test/x.html')) return 'OPENED';
