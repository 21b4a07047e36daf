/** Finds the bracket a file that ends too early has left open. */

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}', '${': '}' };

export interface Unclosed {
  at: number;
  open: string;
  close: string;
}

/**
 * The innermost bracket that is open at the end of `source`; or, when indentation tells which one it was, the first
 * whose supposed partner stands elsewhere. `undefined` when all are closed.
 */
export function findUnclosed(source: string): Unclosed | undefined {
  const stack: Unclosed[] = [];
  let suspect: Unclosed | undefined;
  tokens.lastIndex = 0;
  let inTemplate = false;
  for (let at = 0; at < source.length; ) {
    if (inTemplate) {
      templateText.lastIndex = at;
      const text = templateText.exec(source)?.[0] ?? '';
      at += text.length;
      if (source[at] === '`') {
        at++;
        inTemplate = false;
      } else if (source.startsWith('${', at)) {
        stack.push({ at, open: '${', close: '}' });
        at += 2;
        inTemplate = false;
      } else {
        return undefined;
      }
      continue;
    }
    tokens.lastIndex = at;
    const token = tokens.exec(source)?.[0] ?? (source[at] as string);
    if (token === '`') {
      inTemplate = true;
    } else if (closers[token] !== undefined) {
      stack.push({ at, open: token, close: closers[token] });
    } else if (token === ')' || token === ']' || token === '}') {
      const open = stack.at(-1);
      if (open?.close === token) {
        stack.pop();
        if (open.open === '${') inTemplate = true;
        else if (startsLine(source, at) && indentation(source, at) < indentation(source, open.at))
          suspect ??= open;
      }
    }
    at += token.length;
  }
  return stack.length === 0 ? undefined : (suspect ?? stack.at(-1));
}

// Regular expressions are told from divisions by what stands before them; good enough for a message.
const tokens =
  /\s+|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|(?<=[=(,:[!&|?{};]\s*|\breturn\s*)\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|[\w$]+|[\s\S]/y;
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

function indentation(source: string, at: number): number {
  const start = source.lastIndexOf('\n', at) + 1;
  return source.slice(start).search(/\S|$/);
}

function startsLine(source: string, at: number): boolean {
  return source.slice(source.lastIndexOf('\n', at) + 1, at).trim() === '';
}
