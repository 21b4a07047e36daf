self.onmessage = ({ data }) => {
  if (data === 'fail') throw new TypeError('no good');
  self.postMessage('a worker goes on after an error');
};
