/** Which chapters the changes since a revision can affect. */
import { execFileSync } from 'node:child_process';
import { isChecked } from './read-texts.ts';

/** Folders whose change can affect every chapter's verdict; the site's own cannot. */
const everything =
  /^(?:src\/(?:checker|engine|exercises|snippets|trace|typecheck|worlds)\/|package(?:-lock)?\.json$)/;

export type Affected = { kind: 'all' } | { kind: 'some'; paths: ReadonlySet<string> };

/** What these changed files, relative to the project and with `/`, can affect. */
export function affectedBy(changed: readonly string[]): Affected {
  if (changed.some((path) => everything.test(path))) return { kind: 'all' };
  return { kind: 'some', paths: new Set(changed.filter(isChecked)) };
}

/**
 * Files that differ from a revision: committed, staged, unstaged and new ones, relative to `root`.
 * @throws Error with Git's words when there is no such revision, or no repository.
 */
export function changedSince(revision: string, root: string): string[] {
  const git = (...args: string[]) => {
    try {
      return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string };
      throw new Error(stderr.trim().split('\n')[0] || String(error), { cause: error });
    }
  };
  // A revision that begins with `-` would be an option.
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).trim();
  const changed = git('diff', '--name-only', '--relative', '-z', commit);
  const added = git('ls-files', '--others', '--exclude-standard', '-z');
  return [...new Set(`${changed}${added}`.split('\0').filter(Boolean))];
}
