// Takes memory with blobs and addresses for them.
// ends: any

const a = [];
for (;;) {
  const b = new Blob([new Uint8Array(16 << 20)]);
  a.push(b, URL.createObjectURL(b));
}
