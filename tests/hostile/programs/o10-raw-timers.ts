// Looks for the platform’s own timers and channels behind the replaced ones.
// never: /postMessage:function|fetch:native|close:function|importScripts:function/

const out = [];
for (let o = globalThis; o; o = Object.getPrototypeOf(o)) for (const k of ['postMessage', 'setTimeout', 'close', 'importScripts']) { const d = Object.getOwnPropertyDescriptor(o, k); if (d) out.push(`${k}:${typeof d.value}`); }
console.log(out.join());
