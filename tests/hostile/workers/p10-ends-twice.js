// Ends, and goes on talking.
// never: /GHOST/

lab.end();
for (let i = 0; i < 100; i++) lab.print('GHOST');
