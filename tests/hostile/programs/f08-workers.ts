// Starts workers without end.
// includes: /Error/

for (;;) new Worker('data:text/javascript,for(;;);');
