/** Every peer there is; those that goals are about come first. */
import { deno } from './deno.ts';
import { docsVerifier } from './docs-verifier.ts';
import { node } from './node.ts';
import type { Peer } from './peer.ts';
import { tsc6, tsc7 } from './tsc.ts';
import { twoslash } from './twoslash.ts';
import { vitest } from './vitest.ts';

export const peers: readonly Peer[] = [deno, vitest, tsc7, tsc6, twoslash, node, docsVerifier];
