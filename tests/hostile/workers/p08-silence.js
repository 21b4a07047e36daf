// Never answers whether it is alive, and blocks nothing.
// ends: limit:blocked | limit:time

lab.port.onmessage = null;
return lab.stay();
