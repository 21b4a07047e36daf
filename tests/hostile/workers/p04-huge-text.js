// Sends fifty million characters in one line.
// ends: quiet | limit:blocked

lab.print('x'.repeat(5e7));
