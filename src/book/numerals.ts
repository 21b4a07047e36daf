const values: [number, string][] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** A part's number as it is printed. @example toRoman(9) // 'IX' */
export function toRoman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of values) for (; rest >= value; rest -= value) text += letters;
  return text;
}
