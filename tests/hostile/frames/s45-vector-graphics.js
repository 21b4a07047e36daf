// Drawings that refer to addresses.

document.body.insertAdjacentHTML('beforeend', '<svg><image href="http://evil.test/x.png"/><use href="http://evil.test/y.svg#a"/></svg><picture><source srcset="http://evil.test/z.png"><img></picture>');
