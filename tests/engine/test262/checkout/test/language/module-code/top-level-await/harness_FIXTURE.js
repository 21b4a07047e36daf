export const kind = typeof assert.sameValue;
