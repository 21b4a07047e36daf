/** The type-checker of the command line: the native compiler where there is one for this machine, else TypeScript 6. */
import type { Snippet } from '../snippets/snippet.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { NativeDiagnoser } from './native.ts';
import { diagnoseInThread } from './node-worker.ts';

export interface TypeChecker {
  /** Starts the compiler, so that it is ready when it is asked. Resolves when its process is about to start; never rejects. */
  prepare(): Promise<void>;
  diagnose(snippets: readonly Snippet[]): Promise<Diagnostic[]>;
  /** Why the native compiler was not what answered, once; nothing when it was, or that was told already. */
  takeFault(): string | undefined;
  close(): Promise<void>;
}

/** `worlds` as in `TypeEnvironment`. Starts with the first call. */
export function createTypeChecker(worlds: () => Readonly<Record<string, string>>): TypeChecker {
  let starting: Promise<NativeDiagnoser | undefined> | undefined;
  let fault: string | undefined;
  const old = (snippets: readonly Snippet[]) => diagnoseInThread({ snippets, worlds: worlds() });
  const start = async () => {
    const { createNativeDiagnoser } = await import('./native.ts');
    return createNativeDiagnoser({ worlds: worlds(), fallback: old });
  };
  const prepare = () => {
    starting ??= start().catch((error) => {
      fault = error instanceof Error ? error.message : String(error);
      return undefined;
    });
    return starting;
  };
  return {
    prepare: async () => void (await prepare()),
    async diagnose(snippets) {
      if (snippets.length === 0) return [];
      const native = await prepare();
      return native ? native.diagnose(snippets) : old(snippets);
    },
    takeFault() {
      const untold = fault;
      fault = undefined;
      return untold;
    },
    async close() {
      const native = await starting;
      await native?.close();
    },
  };
}
