// A WebSocket over TLS.

const s = new WebSocket('wss://evil.test/x');
return new Promise((r) => { s.onopen = () => r('WENT'); s.onerror = () => r('error'); });
