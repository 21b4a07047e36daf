self.postMessage('begun');
for (;;);
