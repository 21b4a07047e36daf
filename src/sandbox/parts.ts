/** What `build.ts` writes into the broker's script: the cage's document, and where the other scripts are. */

declare const CAGE_DOCUMENT: string;
declare const RUNTIME_FILE: string;
declare const TEST_RUNTIME_FILE: string;
declare const TEAM_RUNTIME_FILE: string;
declare const COMPILER_FILE: string;

export const cage = CAGE_DOCUMENT;

/** @throws Error for the reader when the file cannot be had. */
async function load(file: string): Promise<string> {
  const response = await fetch(file).catch(() => undefined);
  if (!response?.ok)
    throw new Error(
      'A part of the sandbox could not be loaded. Check the connection; if the book was just updated, reload the page.',
    );
  return response.text();
}

export const loadRuntime = () => load(RUNTIME_FILE);
export const loadTestRuntime = () => load(TEST_RUNTIME_FILE);
export const loadTeamRuntime = () => load(TEAM_RUNTIME_FILE);
export const loadCompiler = () => load(COMPILER_FILE);
