// A shared worker.

new SharedWorker('data:text/javascript,fetch("http://evil.test/x")');
