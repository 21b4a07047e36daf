// WebAssembly.
// never: /COMPILED/
// webkit: /^COMPILED$/ its policy does not reach WebAssembly; the runtime takes the global away before a program begins

await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
return 'COMPILED';
