/** How text lies on a terminal. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const INVISIBLE = /[\p{Mark}\p{Cf}]/u;

/** Columns `text` takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += INVISIBLE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Makes control characters visible (`\x1b` as `␛`), so that printed text cannot steer the reader's terminal. */
export function showControls(text: string): string {
  return text
    .replaceAll('\t', '  ')
    .replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, (control) => {
      const code = control.codePointAt(0) ?? 0;
      if (code < 0x20) return String.fromCodePoint(0x2400 + code);
      return `\\u${code.toString(16).padStart(4, '0')}`;
    });
}

/** At most `width` UTF-16 code units of `text` around `column`, cut ends marked `…`, and where `column` went. */
export function clipAround(text: string, column: number, width: number): { text: string; column: number } {
  if (text.length <= width) return { text, column };
  const from = Math.max(0, Math.min(column - Math.floor(width / 2), text.length - width));
  const to = Math.min(text.length, from + width);
  const head = from > 0 ? '…' : '';
  const tail = to < text.length ? '…' : '';
  return { text: head + text.slice(from, to) + tail, column: column - from + head.length };
}

/** `1 example`, `2 examples`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  // Asking for a language's way of writing numbers takes longer than checking a book in which nothing has changed.
  const digits = String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${digits} ${number === 1 ? noun : plural}`;
}
