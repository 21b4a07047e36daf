// fetch.

return (await fetch('http://evil.test/x')).status;
