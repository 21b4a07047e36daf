/**
 * Module names and specifiers. Names are relative paths such as `lib/queue.ts`; nothing outside the program exists.
 * Used while programs run (`import(…)`), hence the runtime's rules (`primordials.ts`).
 */
import { stringIndexOf, stringLastIndexOf, stringSlice, stringStartsWith } from '../runtime/primordials.ts';

const root = 'file:///';
/** What the names of Node's own modules begin with. */
export const nodeModule = 'node:';

/**
 * The name a specifier means, seen from the module `from`; `undefined` for anything but `./…`, `../…`, `/…`, `file:///…`,
 * and `node:…`, which is a name as it stands: a host that has Node's modules puts them among the program's files.
 */
export function resolveSpecifier(from: string, specifier: string): string | undefined {
  let path: string;
  if (stringStartsWith(specifier, nodeModule)) return specifier;
  if (stringStartsWith(specifier, './') || stringStartsWith(specifier, '../')) {
    path = stringSlice(from, 0, stringLastIndexOf(from, '/') + 1) + specifier;
  } else if (stringStartsWith(specifier, root)) {
    path = stringSlice(specifier, root.length);
  } else if (stringStartsWith(specifier, '/')) {
    path = stringSlice(specifier, 1);
  } else {
    return undefined;
  }
  let name = '';
  for (let start = 0; start <= path.length; ) {
    const slash = stringIndexOf(path, '/', start);
    const end = slash < 0 ? path.length : slash;
    const part = stringSlice(path, start, end);
    if (part === '..') {
      const parent = stringLastIndexOf(name, '/');
      name = parent < 0 ? '' : stringSlice(name, 0, parent);
    } else if (part !== '.' && part !== '') {
      name = name === '' ? part : `${name}/${part}`;
    }
    start = end + 1;
  }
  return name;
}

/** What `import.meta.url` says in a module. */
export function urlOf(name: string): string {
  return stringStartsWith(name, nodeModule) ? name : root + name;
}
