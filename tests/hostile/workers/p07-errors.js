// Throws at the worker’s edge without end.

setInterval(() => { throw new Error('x'); });
for (let i = 0; i < 1e4; i++) Promise.reject(i);
return lab.stay();
