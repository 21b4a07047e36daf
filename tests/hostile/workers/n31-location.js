// Navigation.

self.location.href = 'http://evil.test/x';
self.location = 'http://evil.test/y';
