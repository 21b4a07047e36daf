// AbortSignal.abort makes a signal that is already aborted.
console.log(AbortSignal.abort().reason.name, AbortSignal.abort('why').reason);
try {
  AbortSignal.abort(new Error('given')).throwIfAborted();
} catch (e) {
  console.log((e as Error).message);
}
