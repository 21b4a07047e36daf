function assert(condition, message) {
  if (condition !== true) throw new Test262Error(message);
}
assert.sameValue = (actual, expected, message) => {
  if (!Object.is(actual, expected))
    throw new Test262Error(`${message}: ${String(actual)} is not ${String(expected)}`);
};
