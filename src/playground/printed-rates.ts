/** What a program's lines say to the Rates board. Pure. */

export interface PrintedRate {
  rate: string;
  /** When it was printed: `120 ms`; empty where no time is known. */
  at: string;
}

export interface BoardState {
  /** By currency. */
  rates: Record<string, PrintedRate>;
  /** The last line, when it tells how long all of it took: `610 ms`. */
  total: string | undefined;
}

const rateLine = /^1 ([A-Z]{3}) = (-?\d+(?:\.\d+)?) EUR$/;
const totalLine = /^\d+(?:\.\d+)? ms$/;

/** Reads `1 USD = 0.8 EUR` and, at the end, `610 ms`. A later rate of the same currency takes the place of the earlier. */
export function readBoard(lines: readonly { text: string; at: string }[]): BoardState {
  const rates: BoardState['rates'] = {};
  for (const { text, at } of lines) {
    const [, base, rate] = rateLine.exec(text) ?? [];
    if (base !== undefined && rate !== undefined) rates[base] = { rate, at };
  }
  const last = lines.at(-1)?.text ?? '';
  return { rates, total: totalLine.test(last) ? last : undefined };
}
