import type { APIRoute } from 'astro';
import { answerWith } from './_files.ts';

/** The broker's page: what Sandpack calls the bundler. See `src/sandbox/broker.ts`. */
export const GET: APIRoute = () => answerWith('index.html');
