/** Text is readable in both themes: WCAG 2.2 asks for a contrast of 4.5, and of 7 where a reader wants more. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const declarationsIn = (css: string) =>
  new Map([...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));

const declarations = declarationsIn(readFileSync('src/styles/tokens.css', 'utf8'));
const [chosen = '', bySystem = ''] = readFileSync('src/styles/contrast.css', 'utf8').split('@media');
const highContrast = new Map([...declarations, ...declarationsIn(chosen)]);

/** The colour of a token in a theme as `#rrggbb`. */
function colourOf(name: string, theme: 'light' | 'dark', tokens = declarations): string {
  const value = tokens.get(name);
  assert.ok(value, `there is a token ${name}`);
  const [, other] = /^var\((--[\w-]+)\)$/.exec(value) ?? [];
  if (other) return colourOf(other, theme, tokens);
  const [, light = '', dark = ''] = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value) ?? [];
  const colour = theme === 'light' ? light : dark;
  assert.ok(colour, `${name} is light-dark(#rrggbb, #rrggbb) or another token`);
  return colour;
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const texts = [
  '--ink',
  '--ink-soft',
  '--accent',
  '--error',
  '--lane-timer',
  '--lane-network',
  '--lane-microtask',
];
const pairs = [
  ...['--paper', '--panel', '--raised'].flatMap((ground) => texts.map((text) => [text, ground] as const)),
  ...[...declarations.keys()]
    .filter((name) =>
      /^--code-(plain|comment|keyword|switch|string|number|function|type|punctuation)$/.test(name),
    )
    .flatMap((text) => [[text, '--code-panel'] as const, [text, '--error-surface'] as const]),
  ['--on-accent', '--accent'] as const,
  ['--ink', '--accent-tint'] as const,
  ['--accent', '--accent-tint'] as const,
  ['--ink', '--selection'] as const,
  ['--error', '--error-surface'] as const,
];

describe('contrast', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const [text, ground] of pairs)
      test(`${text} on ${ground}, ${theme}, is at least 4.5`, () => {
        const ratio = contrast(colourOf(text, theme), colourOf(ground, theme));
        assert.ok(ratio >= 4.5, `it is ${ratio.toFixed(2)}`);
      });

  for (const theme of ['light', 'dark'] as const)
    for (const [text, ground] of pairs)
      test(`${text} on ${ground}, ${theme}, is at least 7 in high contrast`, () => {
        const ratio = contrast(colourOf(text, theme, highContrast), colourOf(ground, theme, highContrast));
        assert.ok(ratio >= 7, `it is ${ratio.toFixed(2)}`);
      });

  test('high contrast is the same, whether chosen or the system’s', () => {
    assert.ok(declarationsIn(chosen).size > 10);
    assert.deepEqual(declarationsIn(bySystem), declarationsIn(chosen));
  });

  test('lines that mark a control are at least 3', () => {
    for (const theme of ['light', 'dark'] as const)
      for (const ground of ['--paper', '--raised'])
        assert.ok(
          contrast(colourOf('--line-strong', theme), colourOf(ground, theme)) >= 3,
          `${theme} on ${ground}`,
        );
  });

  test('all nine colours of code are measured', () => {
    assert.equal(pairs.filter(([, ground]) => ground === '--code-panel').length, 9);
  });
});
