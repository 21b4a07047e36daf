// F14: a page does not turn 0 into 1, so the later of these two comes first.
setTimeout(() => console.log('asked for 1'), 1);
setTimeout(() => console.log('asked for 0'), 0);
