/** A check that remembers: what an example, a type-check or a proof depends on has not changed, so neither has its result. */
import { attemptsOf } from '../../snippets/exercises.ts';
import type { Exercise, Snippet } from '../../snippets/snippet.ts';
import type { Diagnostic } from '../../typecheck/diagnostic.ts';
import type { Checking } from '../check.ts';
import { checkExercise } from '../check-exercises.ts';
import { contentKey } from '../content-key.ts';
import { hashOf, type KeptParts, type Store } from './store.ts';

export interface Recalling {
  checking: Checking;
  /** Hands what was found to the store. `isWhole`: every part of these chapters was asked for. */
  keep(isWhole: boolean): void;
}

/** Only the engine's runs on the virtual clock are recalled: by a real one no two runs are the same. */
export function recalling(checking: Checking, store: Store): Recalling {
  const used = new Map<string, KeptParts>();
  const usedOf = (path: string): KeptParts => {
    const known = used.get(path) ?? { runs: {}, types: {}, proofs: {} };
    used.set(path, known);
    return known;
  };

  return {
    checking: {
      ...checking,
      async run(host, task) {
        if (host.name !== 'engine' || task.clock !== 'virtual') return checking.run(host, task);
        const { path } = task.snippet;
        const key = contentKey(task, host.name);
        const kept = store.parts(path).runs[key];
        if (kept) {
          usedOf(path).runs[key] = kept;
          return kept.run;
        }
        const began = performance.now();
        const run = await checking.run(host, task);
        // What a limit of real time ended may end by itself next time.
        const isSettled =
          run.kind === 'refused' || (run.end.reason !== 'limit' && run.end.reason !== 'stopped');
        const took = (run.kind === 'ran' && run.took) || performance.now() - began;
        if (isSettled) usedOf(path).runs[key] = { run, took };
        return run;
      },
      async diagnose(snippets) {
        const known = new Map<Snippet, Diagnostic[]>();
        for (const snippet of snippets) {
          const kept = store.parts(snippet.path).types[typeKey(snippet)];
          if (kept)
            known.set(
              snippet,
              kept.map((diagnostic) => ({ ...diagnostic, snippet: nameOf(snippet) })),
            );
        }
        const unknown = snippets.filter((snippet) => !known.has(snippet));
        const found = Map.groupBy(
          unknown.length > 0 ? await checking.diagnose(unknown) : [],
          ({ snippet }) => snippet,
        );
        return snippets.flatMap((snippet) => {
          const diagnostics = known.get(snippet) ?? found.get(nameOf(snippet)) ?? [];
          usedOf(snippet.path).types[typeKey(snippet)] = diagnostics;
          return diagnostics;
        });
      },
      async prove(exercise, host) {
        const prove = checking.prove ?? checkExercise;
        // What is remembered is what the engine in Node has proved.
        if (host.name !== 'engine') return prove(exercise, host);
        const key = proofKey(exercise);
        const { path } = exercise;
        if (store.parts(path).proofs[key]) {
          usedOf(path).proofs[key] = true;
          return [];
        }
        const problems = await prove(exercise, host);
        if (problems.length === 0) usedOf(path).proofs[key] = true;
        return problems;
      },
    },
    keep(isWhole) {
      for (const [path, parts] of used) store.keepParts(path, parts, isWhole);
    },
  };
}

/** Real ms of an example's run when it was last made. */
export function timeOf(snippet: Snippet, store: Store): number | undefined {
  const key = contentKey({ snippet, flavour: 'browser', clock: 'virtual' }, 'engine');
  return store.parts(snippet.path).runs[key]?.took;
}

const nameOf = ({ chapter, id }: Snippet) => `${chapter}/${id}`;

const programOf = ({ files }: Snippet) => files.map(({ name, code }) => [name, code]);

/** What a type-check depends on: announcements of errors are comments, and so part of the code. */
function typeKey(snippet: Snippet): string {
  return hashOf(JSON.stringify([programOf(snippet), snippet.host, snippet.typeErrors]));
}

/** What a proof depends on, places in the chapter left out. */
function proofKey(exercise: Exercise): string {
  const attempts = attemptsOf(exercise).map(({ kind, snippet }) => [
    kind,
    programOf(snippet),
    snippet.entry,
    snippet.seed,
    snippet.limit,
  ]);
  return hashOf(JSON.stringify([attempts, exercise.testNames, exercise.wrong.map(({ failure }) => failure)]));
}
