setTimeout(() => self.postMessage('never sent'), 50);
self.postMessage('last words');
self.close();
