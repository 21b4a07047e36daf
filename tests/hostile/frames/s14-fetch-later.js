// A fetch for later.

fetchLater('http://evil.test/x', { activateAfter: 0 });
