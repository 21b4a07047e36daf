import type { APIRoute, GetStaticPaths } from 'astro';
import { answerWith, stemsOf } from './_files.ts';

export const getStaticPaths = (() => stemsOf('.js')) satisfies GetStaticPaths;

/** The worker that knows the types: TypeScript's language service. */
export const GET: APIRoute<Record<never, never>, { stem: string }> = ({ params }) =>
  answerWith(`${params.stem}.js`);
