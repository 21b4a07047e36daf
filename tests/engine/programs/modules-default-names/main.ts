// Names of default exports.
import f from './f.ts';
import g from './g.ts';
import C from './c.ts';
import value from './value.ts';
console.log(f.name, g.name, C.name, await f(), await g(), value);
