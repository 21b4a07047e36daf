// WebTransport to an address with a certificate of its own, over UDP.

await new WebTransport('https://EVIL_UDP/x', { serverCertificateHashes: [{ algorithm: 'sha-256', value: new Uint8Array(32) }] }).ready;
return 'WENT';
