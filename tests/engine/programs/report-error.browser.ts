// reportError tells the page what was not thrown.
addEventListener('error', (event) => console.log('heard', event.error instanceof Error ? event.error.message : event.error));
console.log('before');
(globalThis as unknown as { reportError(e: unknown): void }).reportError(new Error('reported'));
console.log('after');
