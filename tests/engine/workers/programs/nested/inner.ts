self.postMessage(`first ${self.name}`);
