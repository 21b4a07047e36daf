// Prints with styles that would load a picture.
// ends: quiet

console.log('%cstyled', 'background: url(http://evil.test/css)');
