// Rules for speculative loading.

const e = document.createElement('script');
e.type = 'speculationrules';
e.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: ['http://evil.test/x'], eagerness: 'immediate' }] });
document.head.append(e);
