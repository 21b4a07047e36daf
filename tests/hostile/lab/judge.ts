/** What became of an attack, against what its file expects. */
import assert from 'node:assert/strict';
import type { Attack, Pattern } from './attack-files.ts';

/** How the page words the end of a run, and what the attacks' files call it. */
const endings: [RegExp, string][] = [
  [/^Finished at .*uncaught error/, 'uncaught'],
  [/^Finished/, 'quiet'],
  [/^Stuck/, 'stuck'],
  [/^Ended by an error/, 'error'],
  [/^Exited/, 'exit'],
  [/^Not run/, 'refused'],
  [/thread busy/, 'limit:blocked'],
  [/still running after/, 'limit:time'],
  [/limit of .* printed lines/, 'limit:lines'],
  [/limit of .* printed characters/, 'limit:output'],
  [/limit of .* timers/, 'limit:timers'],
  [/faster than/, 'limit:messages'],
  [/limit of .* workers/, 'limit:workers'],
  [/^The (?:sandbox|program could not)/, 'failed'],
  [/^Stopped/, 'stopped'],
];
export const endingOf = (status: string) => endings.find(([words]) => words.test(status))?.[1] ?? status;

const matches = (line: string, pattern: Pattern) =>
  typeof pattern === 'string' ? line.trim() === pattern : pattern.test(line);

/** @throws AssertionError when an attack ended, or printed, otherwise than its file says. */
export function judge(attack: Attack, ending: string, lines: string[]) {
  const said = `${ending}: ${JSON.stringify(lines.slice(0, 8)).slice(0, 1_000)}`;
  // On a busy machine a program's whole time can be over before it is seen to block.
  const seen = ending === 'limit:time' && attack.ends.includes('limit:blocked') ? 'limit:blocked' : ending;
  if (attack.ends.length > 0) assert.ok(attack.ends.includes(seen), `ends otherwise: ${said}`);
  if (attack.prints) {
    assert.equal(lines.length, attack.prints.length, `prints otherwise: ${said}`);
    for (const [index, pattern] of attack.prints.entries())
      assert.ok(matches(lines[index] ?? '', pattern), `prints otherwise: ${said}`);
  }
  for (const pattern of attack.includes)
    assert.ok(
      lines.some((line) => matches(line, pattern)),
      `does not print ${pattern}: ${said}`,
    );
  for (const never of [...attack.never, /WENT|LEAK|FORGED|GHOST/])
    assert.ok(!lines.some((line) => never.test(line)), `prints ${never}: ${said}`);
  assert.ok(lines.length <= (attack.most ?? 2_000), `${lines.length} lines`);
}
