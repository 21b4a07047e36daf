// F65: dispatchEvent does not wait for an async listener.
const target = new EventTarget();
target.addEventListener('x', async () => {
  console.log('listener starts');
  await null;
  console.log('listener ends');
});
console.log(target.dispatchEvent(new Event('x')));
console.log('after');
