// Reports in input order.
const late = (ms: number, v: string) => new Promise<string>((r) => setTimeout(r, ms, v));
const results = await Promise.allSettled([late(10, 'a'), Promise.reject(new Error('b')), 'c']);
for (const r of results) console.log(r.status, r.status === 'fulfilled' ? r.value : r.reason.message);
