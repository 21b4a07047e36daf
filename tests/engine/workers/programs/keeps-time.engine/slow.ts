import { busy } from './worlds/photos.ts';

self.onmessage = () => {
  busy(250);
  self.postMessage('worked for 250 ms');
};
self.postMessage('ready');
