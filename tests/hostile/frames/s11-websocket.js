// A WebSocket.

new WebSocket('ws://evil.test/x');
