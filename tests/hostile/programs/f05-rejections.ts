// Ten thousand rejections nobody handles.
// ends: any
// most: 2000

for (let i = 0; i < 1e4; i++) Promise.reject(new Error(`${i}`));
await new Promise((r) => setTimeout(r, 200));
