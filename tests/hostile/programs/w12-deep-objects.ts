// A worker posts an object as deep as it can make it.
// ends: any
// never: /FORGED/

if (typeof postMessage === 'function')
  for (const depth of [1e3, 1e4, 1e5, 1e6]) {
    let deep = {};
    for (let i = 0; i < depth; i++) deep = { deep };
    try {
      self.postMessage(deep);
    } catch (error) {
      console.log(depth, error.name);
    }
  }
else new Worker(import.meta.url, { type: 'module' }).onmessage = ({ data }) => console.log('got', typeof data);
