// An EventSource.

new EventSource('http://evil.test/x');
