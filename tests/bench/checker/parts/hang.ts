/** The book with one more example, which never ends: what that costs, and what becomes of the others. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultRunOptions } from '../../../../src/engine/protocol.ts';
import { median } from '../../support.ts';
import type { Bench } from '../bench.ts';
import { checkCold, checkWrong } from '../check-book.ts';
import { chapterPath, sectionText } from '../generate-book.ts';
import type { GoalName } from '../goals.ts';
import { type Measured, summary } from '../measure.ts';

const endless: { name: string; goal: GoalName; code: string }[] = [
  { name: 'an endless loop', goal: 'loop', code: 'for (;;);\n' },
  {
    name: 'endless microtasks',
    goal: 'microtasks',
    code: 'const spin = (): Promise<void> => Promise.resolve().then(spin);\nawait spin();\n',
  },
];

export async function measureHang({ book, place, runs, results, size }: Bench): Promise<void> {
  const { limit } = defaultRunOptions;
  let others = 0;
  let fine = 0;
  for (const { name, goal, code } of endless) {
    const hanging = join(place, `hang-${goal}`);
    cpSync(book, hanging, { recursive: true });
    addExample(hanging, code);
    const without: Measured[] = [];
    const withIt: Measured[] = [];
    let notFine = 0;
    for (let index = 0; index < runs; index++) {
      without.push(await checkCold(book));
      const { measured, problems } = await checkWrong(hanging);
      withIt.push(measured);
      const own = problems.filter(({ example }) => example === 'hang');
      if (own.length !== 1 || own[0]?.code !== 'never-ends')
        throw new Error(`${name} was reported as ${JSON.stringify(own)}`);
      notFine = Math.max(notFine, new Set(problems.map(({ example }) => example)).size - 1);
    }
    const extra = median(withIt.map(({ ms }, index) => ms - (without[index]?.ms ?? Number.NaN)));
    results.row(`the book without ${name}`, summary(without));
    const note = `${Math.round(extra)} ms more, limit ${limit} ms; ${size - notFine} of ${size} others fine`;
    results.row(`the book with ${name}`, summary(withIt), note);
    results.reach(goal, extra);
    others += size;
    fine += size - notFine;
  }
  results.reach('besideHanging', (100 * fine) / others, `${fine} of ${others}`);
}

/** Puts an example before the others of the first chapter, where it is met while most of the work is still to do. */
function addExample(book: string, code: string): void {
  const path = join(book, chapterPath(0));
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('## Section', `${sectionText({ id: 'hang', code })}\n## Section`));
}
