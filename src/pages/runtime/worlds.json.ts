import type { APIRoute } from 'astro';
import { answerWith } from './_files.ts';

/** The worlds' files with their servers, for downloads. */
export const GET: APIRoute = () => answerWith('worlds.json');
