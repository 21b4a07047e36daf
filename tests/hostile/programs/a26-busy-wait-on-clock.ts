// Waits for a clock that the program itself has replaced.
// ends: limit:blocked

Date.now = () => 0;
performance.now = () => 0;
while (Date.now() < 1000);
