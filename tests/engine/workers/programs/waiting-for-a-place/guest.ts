self.onmessage = ({ data }) =>
  setTimeout(() => {
    self.postMessage(data.heard);
    self.close();
  }, 20);
