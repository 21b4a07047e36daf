/**
 * A whole example in a link: `1.` and base64url of a checksum and deflated JSON. Pure: example to text, text to example or to what
 * is wrong with it. What comes from a link is foreign: it is read with exact shapes, and never takes more room than is promised here.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { limits } from '../sandbox/limits.ts';
import { code, integer, invalid, list, object, oneOf, type Read } from '../sandbox/shape.ts';
import { fileName } from '../sandbox/validate.ts';

const word = code(200);

const sharedExample = object(
  {
    entry: fileName,
    /** In the order of their tabs. */
    files: list(object({ name: fileName, code: code(limits.source) }), limits.files),
    options: object({
      clock: oneOf('paced', 'real'),
      seed: integer(0, 2 ** 53 - 1),
      limit: integer(100, limits.run),
      flavour: oneOf('browser', 'node'),
    }),
  },
  {
    title: word,
    /** The book's example that it was made from. */
    from: object({ chapter: fileName, id: fileName }),
  },
);
export type SharedExample = Read<typeof sharedExample>;

export type ReadShared =
  | { ok: true; example: SharedExample }
  /** The message is for the reader. */
  | { ok: false; reason: 'damaged' | 'too-large' | 'newer'; message: string };

const version = '1';
/** A link may have so many characters behind the `#`; browsers and messengers cut longer ones. */
export const longestLink = 60_000;
/** Bytes of JSON that a link may become. */
const largestText = 1_000_000;
const checksumBytes = 4;

const messages = {
  damaged: 'The link is damaged: a part of it is missing or was changed on the way. Ask for it again.',
  'too-large': 'The link is too large to be one of the book’s.',
  newer: 'The link was made by a newer version of the book. Reload the page, then open the link again.',
};

/** The text to stand behind the `#` of a link; undefined when the example is too large for one. */
export function writeShared(example: SharedExample): string | undefined {
  const read = sharedExample(example);
  if (read === invalid || !isWhole(read)) return undefined;
  const text = strToU8(JSON.stringify(read));
  if (text.length > largestText) return undefined;
  const packed = deflateSync(text, { level: 9 });
  const bytes = new Uint8Array(checksumBytes + packed.length);
  new DataView(bytes.buffer).setUint32(0, checksumOf(text));
  bytes.set(packed, checksumBytes);
  const link = `${version}.${toBase64Url(bytes)}`;
  return link.length <= longestLink ? link : undefined;
}

/** Reads what `writeShared` has written. Never throws, whatever the text is. */
export function readShared(link: string): ReadShared {
  if (link.length > longestLink) return refuse('too-large');
  const [, given, body = ''] = /^(\d{1,3})\.([\w-]+)$/.exec(link) ?? [];
  if (given === undefined) return refuse('damaged');
  if (given !== version) return refuse(Number(given) > Number(version) ? 'newer' : 'damaged');
  const bytes = fromBase64Url(body);
  if (!bytes || bytes.length <= checksumBytes) return refuse('damaged');
  const text = inflate(bytes.subarray(checksumBytes));
  if (text === 'too-large') return refuse('too-large');
  if (!text || checksumOf(text) !== new DataView(bytes.buffer).getUint32(0)) return refuse('damaged');
  let content: unknown;
  try {
    content = JSON.parse(strFromU8(text));
  } catch {
    return refuse('damaged');
  }
  const example = sharedExample(content);
  return example === invalid || !isWhole(example) ? refuse('damaged') : { ok: true, example };
}

const refuse = (reason: keyof typeof messages): ReadShared => ({
  ok: false,
  reason,
  message: messages[reason],
});

/** Every file has a name of its own, none takes the place of a world, and there is one to begin with. */
function isWhole({ entry, files }: SharedExample): boolean {
  const names = files.map(({ name }) => name);
  return (
    new Set(names).size === names.length &&
    names.includes(entry) &&
    names.every((name) => name.endsWith('.ts') && !name.startsWith('worlds/'))
  );
}

/** Inflates little by little, so that a small link never becomes much. */
function inflate(packed: Uint8Array): Uint8Array | 'too-large' | undefined {
  const parts: Uint8Array[] = [];
  let size = 0;
  let isOver = false;
  const step = 512;
  try {
    const inflater = new Inflate((part, last) => {
      parts.push(part);
      size += part.length;
      isOver ||= last;
    });
    for (let at = 0; at < packed.length; at += step) {
      inflater.push(packed.slice(at, at + step), at + step >= packed.length);
      if (size > largestText) return 'too-large';
    }
  } catch {
    return undefined;
  }
  if (!isOver) return undefined;
  const text = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    text.set(part, at);
    at += part.length;
  }
  return text;
}

/** FNV-1a: finds what was cut or changed by accident; nobody is kept from making a link of their own. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
