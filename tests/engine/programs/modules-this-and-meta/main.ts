// Modules are strict and have no `this`; import.meta belongs to each.
import { meta } from './other.ts';
console.log(this === undefined, typeof import.meta, import.meta === meta, import.meta.url.endsWith('/main.ts'), meta.url.endsWith('/other.ts'));
try {
  // @ts-expect-error strict mode has no implicit globals
  undeclared = 1;
} catch (e) {
  console.log((e as Error).name);
}
