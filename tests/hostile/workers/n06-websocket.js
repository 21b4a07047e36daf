// A WebSocket.

const s = new WebSocket('ws://evil.test/x');
return new Promise((r) => { s.onopen = () => r('WENT'); s.onerror = () => r('error'); });
