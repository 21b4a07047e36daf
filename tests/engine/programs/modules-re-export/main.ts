// export from, export *, export * as, renamed, and a name that two stars disagree about.
import { one, renamed, everything, type Shape } from './index.ts';
import * as index from './index.ts';
const shape: Shape = { kind: 'shape' };
console.log(one, renamed, everything.two, shape.kind);
console.log(Object.keys(index).join(), 'both' in index, index.default);
