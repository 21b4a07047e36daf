// XMLHttpRequest, synchronous.

const x = new XMLHttpRequest();
x.open('GET', 'http://evil.test/x', false);
x.send();
return 'WENT';
