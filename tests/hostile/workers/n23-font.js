// A font.

await new FontFace('z', 'url(http://evil.test/x.woff)').load();
return 'WENT';
