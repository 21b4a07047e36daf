self.onmessage = ({ data, ports }) => {
  const { bytes, port } = data as { bytes: Uint8Array; port: MessagePort };
  console.log('bytes here now:', bytes.join(' '), ports.length === 1 && ports[0] === port);
  port.onmessage = (event) => port.postMessage(event.data);
};
