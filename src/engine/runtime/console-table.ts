/** What `console.table` draws, as Node draws it. */
import { apply, hasOwn, isArray, list, max, min, NativeMap, ownKeys, uncurry } from './primordials.ts';

const forEachOfMap = uncurry(Map.prototype.forEach);
const forEachOfSet = uncurry(Set.prototype.forEach);
const repeat = uncurry(String.prototype.repeat);
const codePointAt = uncurry(String.prototype.codePointAt);
const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
const sizeOfMap = uncurry(Object.getOwnPropertyDescriptor(Map.prototype, 'size')?.get as () => number);
const sizeOfSet = uncurry(Object.getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number);

/** More rows than this are counted, not drawn. */
const mostRows = 100;

interface Column {
  head: string;
  cells: string[];
}

/**
 * The table's text, or undefined for data that has no rows (which is logged instead).
 * `show` makes the text of a cell; `properties` are the columns wanted, all if undefined.
 */
export function tableOf(
  data: unknown,
  properties: readonly string[] | undefined,
  show: (value: unknown, options: object) => string,
): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const cell = (value: unknown) => {
    const crowded =
      typeof value === 'object' && value !== null && !isArray(value) && enumerableKeys(value).length > 2;
    return show(value, { depth: crowded ? -1 : 0, maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY });
  };
  if (isMap(data)) {
    const [index, keys, values] = [column('(iteration index)'), column('Key'), column('Values')];
    let row = 0;
    forEachOfMap(data, (value, key) => {
      if (row >= mostRows) return;
      index.cells[row] = `${row}`;
      keys.cells[row] = cell(key);
      values.cells[row] = cell(value);
      row += 1;
    });
    return draw([index, keys, values], row, sizeOfMap(data) - row);
  }
  if (isSet(data)) {
    const [index, values] = [column('(iteration index)'), column('Values')];
    let row = 0;
    forEachOfSet(data, (value) => {
      if (row >= mostRows) return;
      index.cells[row] = `${row}`;
      values.cells[row] = cell(value);
      row += 1;
    });
    return draw([index, values], row, sizeOfSet(data) - row);
  }
  const rowKeys = enumerableKeys(data);
  const rows = min(rowKeys.length, mostRows);
  const index = column('(index)');
  const values = column('Values');
  const named = new NativeMap<string, Column>();
  const columns = list<Column>();
  columns[0] = index;
  let plain = false;
  for (let row = 0; row < rows; row++) {
    const key = rowKeys[row] as string;
    index.cells[row] = key;
    const item = (data as Record<string, unknown>)[key];
    const primitive = item === null || (typeof item !== 'object' && typeof item !== 'function');
    if (primitive && properties === undefined) {
      plain = true;
      values.cells[row] = cell(item);
      continue;
    }
    const keys = properties ?? enumerableKeys(item as object);
    for (let place = 0; place < keys.length; place++) {
      const name = `${keys[place]}`;
      let found = apply(mapGet, named, [name]) as Column | undefined;
      if (!found) {
        found = column(name);
        apply(mapSet, named, [name, found]);
        columns[columns.length] = found;
      }
      if (!primitive && hasOwn(item as object, name))
        found.cells[row] = cell((item as Record<string, unknown>)[name]);
    }
  }
  if (plain) columns[columns.length] = values;
  return draw(columns, rows, rowKeys.length - rows);
}

const { get: mapGet, set: mapSet } = Map.prototype;
const nativeSet = Set;

function isMap(data: object): data is Map<unknown, unknown> {
  return data instanceof NativeMap;
}

function isSet(data: object): data is Set<unknown> {
  return data instanceof nativeSet;
}

function column(head: string): Column {
  return { head, cells: list() };
}

function enumerableKeys(value: object): string[] {
  const keys = list<string>();
  const all = ownKeys(value);
  for (let index = 0; index < all.length; index++) {
    const key = all[index];
    if (typeof key === 'string' && isEnumerable(value, key)) keys[keys.length] = key;
  }
  return keys;
}

function draw(columns: Column[], rows: number, more: number): string {
  const widths = list<number>();
  for (let index = 0; index < columns.length; index++) {
    const { head, cells } = columns[index] as Column;
    let width = widthOf(head);
    for (let row = 0; row < rows; row++) width = max(width, widthOf(cells[row] ?? ''));
    widths[index] = width;
  }
  const rule = (left: string, middle: string, right: string) => {
    let text = left;
    for (let index = 0; index < widths.length; index++)
      text += `${index === 0 ? '' : middle}${repeat('─', (widths[index] ?? 0) + 2)}`;
    return text + right;
  };
  const line = (cellOf: (column: Column) => string) => {
    let text = '│ ';
    for (let index = 0; index < columns.length; index++) {
      const cell = cellOf(columns[index] as Column);
      text += `${index === 0 ? '' : ' │ '}${cell}${repeat(' ', (widths[index] ?? 0) - widthOf(cell))}`;
    }
    return `${text} │`;
  };
  let text = `${rule('┌', '┬', '┐')}\n${line(({ head }) => head)}\n${rule('├', '┼', '┤')}\n`;
  for (let row = 0; row < rows; row++) text += `${line(({ cells }) => cells[row] ?? '')}\n`;
  text += rule('└', '┴', '┘');
  return more > 0 ? `${text}\n... ${more} more row${more > 1 ? 's' : ''}` : text;
}

/** Columns a text takes on a terminal: two for East Asian wide characters and emoji, none for combining marks. */
function widthOf(text: string): number {
  let width = 0;
  for (let index = 0; index < text.length; index++) {
    const code = codePointAt(text, index) ?? 0;
    if (code > 0xffff) index += 1;
    if (code >= 0x20 && code < 0x7f) width += 1;
    else if (!matches(invisible, codeToText(code))) width += matches(wide, codeToText(code)) ? 2 : 1;
  }
  return width;
}

const codeToText = String.fromCodePoint;
const matches = uncurry(RegExp.prototype.test).bind(undefined) as (pattern: RegExp, text: string) => boolean;
const invisible = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}]$/u;
/** Emoji and what Unicode's EastAsianWidth.txt calls wide or full width, in ranges. */
const wide =
  /^[\p{Emoji_Presentation}\u{1100}-\u{115F}\u{2329}\u{232A}\u{2E80}-\u{303E}\u{3041}-\u{A4C6}\u{A960}-\u{A97C}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE10}-\u{FE19}\u{FE30}-\u{FE6B}\u{FF01}-\u{FF60}\u{FFE0}-\u{FFE6}\u{16FE0}-\u{18CFF}\u{1AFF0}-\u{1B2FF}\u{20000}-\u{3FFFD}]$/u;
