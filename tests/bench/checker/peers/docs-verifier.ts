/** typescript-docs-verifier checks the types of Markdown's examples, each as a program of its own; it runs nothing. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peer.ts';

export const docsVerifier: Peer = {
  name: 'docs-verifier',
  packages: ['typescript-docs-verifier@3.0.2', 'typescript@6.0.3'],
  async measure({ folder, documents, measure, compare }) {
    const program = join(folder, 'node_modules/.bin/typescript-docs-verifier');
    const files = readdirSync(documents).map((name) => join(documents, name));
    await compare('typescript-docs-verifier, types only', () =>
      measure(program, ['--input-files', ...files]),
    );
  },
};
