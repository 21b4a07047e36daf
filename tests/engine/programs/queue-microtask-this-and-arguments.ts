// The callback gets nothing.
queueMicrotask(function (this: unknown, ...args: unknown[]) {
  console.log(this === undefined, args.length);
});
