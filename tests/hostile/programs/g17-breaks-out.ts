// Breaks out of the function the runtime puts around it.
// ends: refused

}); globalThis.escaped = 1; (async () => {
