// Takes memory outside the heap.
// ends: any

const a = [];
for (;;) {
  const u = new Uint8Array(64 << 20);
  u.fill(1);
  a.push(u);
}
