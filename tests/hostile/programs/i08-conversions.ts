// Prints an object whose every conversion throws.
// ends: quiet
// most: 10

console.log({ toString() { throw 1; }, toJSON() { throw 2; }, [Symbol.toPrimitive]() { throw 3; }, [Symbol.toStringTag]: {} });
