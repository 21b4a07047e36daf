// Microtasks and rejections in a spin.
// ends: limit:blocked

const f = () => {
  queueMicrotask(f);
  Promise.reject(0).catch(f);
};
f();
