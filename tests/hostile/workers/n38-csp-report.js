// Has the browser report a violated policy to the attacker.

new ReportingObserver(() => {}, { buffered: true }).observe();
await fetch('http://evil.test/x');
return 'WENT';
