// Negative, NaN, missing, text, null and objects as delays.
const delays: unknown[] = [-5, Number.NaN, undefined, '0', null, { valueOf: () => 0 }, false];
delays.forEach((delay, i) => setTimeout(() => console.log('odd', i), delay as number));
setTimeout(() => console.log('proper'), 30);
