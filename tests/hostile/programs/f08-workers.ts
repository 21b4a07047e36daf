// Starts workers without end.
// ends: limit:blocked | limit:workers

for (;;) new Worker('data:text/javascript,for(;;);');
