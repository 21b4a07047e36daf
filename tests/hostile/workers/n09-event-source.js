// An EventSource.

const s = new EventSource('http://evil.test/x');
return new Promise((r) => { s.onopen = () => r('WENT'); s.onerror = () => r('error'); });
