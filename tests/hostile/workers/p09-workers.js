// Starts a hundred workers that loop.
// ends: limit:time | limit:blocked | failed

for (let i = 0; i < 100; i++) new Worker('data:text/javascript,for(;;);');
return lab.stay();
