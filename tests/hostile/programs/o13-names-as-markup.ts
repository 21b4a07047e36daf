// Gives functions, labels and groups names that are markup, for the timeline to draw.
// ends: quiet

const bad = '"><img src=http://evil.test/t onerror=top.pwned=1><script>top.pwned=1</script>';
const o = { [bad]: async () => { await new Promise((r) => setTimeout(r, 5)); } };
await Promise.all([o[bad](), o[bad]()]);
console.group(bad);
console.time?.(bad);
performance.mark?.(bad);
const e = new EventTarget();
e.addEventListener(bad, () => {});
e.dispatchEvent(new Event(bad));
