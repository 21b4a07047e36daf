// F60: a write to a transform nobody reads does not complete.
const { writable } = new TransformStream();
const writer = writable.getWriter();
let written = false;
writer.write('x').then(() => {
  written = true;
});
await new Promise((resolve) => setTimeout(resolve, 5));
console.log('written:', written);
