// A fetch for when the page is gone.

fetchLater('http://evil.test/x', { activateAfter: 0 });
