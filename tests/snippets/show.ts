import type { Exercise, Position, Range, Snippet } from '../../src/snippets/snippet.ts';

/** What a fence without words says; left out of what is shown. */
const usual: Record<string, unknown> = {
  entry: 'main.ts',
  mode: 'run',
  runnable: true,
  host: 'any',
  clock: 'virtual',
  seed: 1,
  limit: 5000,
  timeline: 'none',
  predict: false,
  typeErrors: [],
  end: { kind: 'quiet' },
  hidden: false,
  readOnly: [],
};

/**
 * A snippet as text for people: JSON with positions as `line:column` and ranges as `from-to`, both 0-based, without
 * what is the same in most examples.
 */
export function showSnippet({ path: _, ...snippet }: Snippet): string {
  return layOut(shorten(snippet), '');
}

/** The same for an exercise, whose starter is shown among the examples. */
export function showExercise({ path: _, starter, ...exercise }: Exercise): string {
  return `exercise ${layOut(shorten(exercise), '')}`;
}

function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shorten);
  if (typeof value !== 'object' || value === null) return value;
  if (isPosition(value)) return `${value.line}:${value.column}`;
  if (isRange(value)) return `${shorten(value.start)}-${shorten(value.end)}`;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(key in usual) || JSON.stringify(item) !== JSON.stringify(usual[key]))
      .map(([key, item]) => [key, shorten(item)]),
  );
}

function isPosition(value: object): value is Position {
  return Object.keys(value).join() === 'line,column';
}

function isRange(value: object): value is Range {
  return Object.keys(value).join() === 'start,end';
}

/** JSON in which whatever fits on a line stands on one. */
function layOut(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (flat.length + indent.length < 110 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${layOut(item, inner)}`,
  );
  return `{\n${fields.join(',\n')}\n${indent}}`;
}
