import fc from 'fast-check';

/** The decisions of random programs; see `tape.ts`. */
export const tapes = fc.array(fc.integer({ min: 0, max: 65_535 }), {
  minLength: 100,
  maxLength: 900,
  size: 'max',
});
