// A WebSocketStream.

await new WebSocketStream('ws://evil.test/x').opened;
return 'WENT';
