// F14: Node treats a delay of 0 as 1, so these two keep their order of registration.
setTimeout(() => console.log('asked for 1'), 1);
setTimeout(() => console.log('asked for 0'), 0);
