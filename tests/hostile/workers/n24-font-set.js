// A font that is needed by text.

const f = new FontFace('z2', 'url(http://evil.test/x.woff)');
self.fonts.add(f);
await self.fonts.load('10px z2');
