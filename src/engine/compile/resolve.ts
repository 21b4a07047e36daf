/** Module names and specifiers. Names are relative paths such as `lib/queue.ts`; nothing outside the program exists. */

/** The name a specifier means, seen from the module `from`; `undefined` for anything but `./…`, `../…`, `/…`, `file:///…`. */
export function resolveSpecifier(from: string, specifier: string): string | undefined {
  let path: string;
  if (specifier.startsWith('./') || specifier.startsWith('../')) {
    path = from.slice(0, from.lastIndexOf('/') + 1) + specifier;
  } else if (specifier.startsWith('file:///')) {
    path = specifier.slice('file:///'.length);
  } else if (specifier.startsWith('/')) {
    path = specifier.slice(1);
  } else {
    return undefined;
  }
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** What `import.meta.url` says in a module. */
export function urlOf(name: string): string {
  return `file:///${name}`;
}
