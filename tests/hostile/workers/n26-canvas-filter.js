// A filter of a canvas that lies at an address.

const c = new OffscreenCanvas(9, 9).getContext('2d');
c.filter = 'url(http://evil.test/x.svg#f)';
c.fillRect(0, 0, 9, 9);
