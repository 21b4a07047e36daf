// F46: the program ends although the signal has not fired.
AbortSignal.timeout(2000).addEventListener('abort', () => console.log('never'));
console.log('end');
