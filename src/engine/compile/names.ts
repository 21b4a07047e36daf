/** Names the compiler adds to a module: none of them occurs in its source. */
export interface Names {
  /** The module's scope, its imports, its probes: parameters of the module function. */
  module: string;
  imports: string;
  probes: string;
  /** The number of the call that a body belongs to. */
  call: string;
  /** What a wrapping `catch` caught. */
  error: string;
  /** The default export that has no name of its own. */
  fallback: string;
  /** Resources that announce a disposal; a number follows. */
  resource: string;
}

const letters = {
  module: 'm',
  imports: 'i',
  probes: 'p',
  call: 'c',
  error: 'e',
  fallback: 'd',
  resource: 'r',
};

/** Chooses `$m`, `$i`, … or, where the source has such a name, `$1m`, `$1i`, … and so on. */
export function chooseNames(source: string): Names {
  const text = source.includes('\\u') ? decodeEscapes(source) : source;
  for (let attempt = 0; ; attempt++) {
    const prefix = attempt === 0 ? '$' : `$${attempt}`;
    const entries = Object.entries(letters).map(([key, letter]) => [key, prefix + letter] as const);
    if (entries.every(([, name]) => !text.includes(name)))
      return Object.fromEntries(entries) as unknown as Names;
  }
}

/** A string literal without a line end, of which engines count more kinds than JSON escapes. */
export function quote(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** Identifiers may be written with escapes: `\u0024m` is `$m`. */
function decodeEscapes(source: string): string {
  return source.replace(/\\u(?:\{0*([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (written, braced, plain) => {
    const unit = Number.parseInt(braced ?? plain, 16);
    return unit <= 0x10ffff ? String.fromCodePoint(unit) : written;
  });
}
