export const answer = (): number =>
  new Proxy(Object(42), {
    get: (_target, key) => (key === Symbol.toPrimitive ? () => 42 : () => true),
    has: () => true,
    getPrototypeOf: () => Number.prototype,
  }) as never;
