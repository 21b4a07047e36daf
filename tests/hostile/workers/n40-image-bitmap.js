// A picture from an address.

const r = await fetch('http://evil.test/x.png');
await createImageBitmap(await r.blob());
return 'WENT';
