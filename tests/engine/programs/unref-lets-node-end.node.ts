// An unref'ed timer keeps nothing alive.
setTimeout(() => console.log('never'), 2000).unref();
setTimeout(() => console.log('last'), 5);
