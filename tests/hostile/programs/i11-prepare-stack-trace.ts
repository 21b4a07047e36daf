// Asks stack traces for the runtime’s own functions.
// includes: /^functions 0|^functions .* own/
// never: /function .*native|=>.*nonce/

Error.prepareStackTrace = (_, frames) => { globalThis.frames = frames; return 'S'; };
new Error().stack;
const own = (globalThis.frames ?? []).map((f) => { try { return [f.getFunction?.(), f.getThis?.()]; } catch { return []; } }).flat();
const strange = own.filter((x) => x !== undefined && x !== globalThis);
console.log('functions', strange.length, strange.map((x) => String(x).slice(0, 80)).join('|'));
