// importScripts of text and of a blob.

for (const u of ['data:text/javascript,fetch("http://evil.test/x")', URL.createObjectURL(new Blob(['fetch("http://evil.test/y")']))]) try { importScripts(u); } catch (e) { lab.print(e.name); }
