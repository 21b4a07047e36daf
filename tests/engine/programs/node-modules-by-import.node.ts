// Node's modules come by every form of import, as the same object, and keep the names they have there.
import assert, { strict } from 'node:assert';
import * as path from 'node:path';
import { basename as nameOf, posix } from 'node:path';
import { setTimeout as set } from 'node:timers';
const again = await import('node:path');
console.log(nameOf('/a/b.ts'), path.posix === posix, again.default === path.default);
console.log(strict === assert.strict, process.getBuiltinModule('node:path') === path.default);
console.log(set === setTimeout, Object.keys(await import('node:timers/promises')).sort().join());
console.log(path[Symbol.toStringTag], Object.isExtensible(path));
const missing = 'node:no-such-module';
await import(missing).catch((error) => console.log(error instanceof Error));
