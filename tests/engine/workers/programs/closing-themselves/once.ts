self.onmessage = ({ data }) => {
  self.postMessage(`worker ${data} is over`);
  self.close();
};
