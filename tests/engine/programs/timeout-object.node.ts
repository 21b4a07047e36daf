// Node's timers are objects.
const t = setTimeout(() => {}, 5);
console.log(typeof t, t.hasRef(), t.unref().hasRef(), t.ref().hasRef(), typeof +t);
clearTimeout(t);
