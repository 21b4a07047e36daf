import type { APIRoute, GetStaticPaths } from 'astro';
import { answerWith, stemsOf } from './_files.ts';

export const getStaticPaths = (() => stemsOf('.json')) satisfies GetStaticPaths;

/** What the worker reads: the texts of TypeScript's libraries, of the worlds, and of Node's types. */
export const GET: APIRoute<Record<never, never>, { stem: string }> = ({ params }) =>
  answerWith(`${params.stem}.json`);
