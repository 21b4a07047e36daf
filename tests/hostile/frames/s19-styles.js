// Styles that load pictures, sheets and fonts.

const e = document.createElement('style');
e.textContent = '@import url(http://evil.test/x.css);body{background:url(http://evil.test/x.png);font-family:q}@font-face{font-family:q;src:url(http://evil.test/x.woff)}';
document.head.append(e);
document.body.style.backgroundImage = 'url(http://evil.test/y.png)';
