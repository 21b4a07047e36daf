// A font that a canvas draws with.

const c = new OffscreenCanvas(9, 9).getContext('2d');
self.fonts.add(new FontFace('z3', 'url(http://evil.test/x.woff)'));
c.font = '10px z3';
c.fillText('a', 1, 5);
