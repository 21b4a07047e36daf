import type { APIRoute } from 'astro';
import { loadTypeFiles } from './types/_files.ts';

/** The names and sizes of what the type-checker in the page consists of. */
export const GET: APIRoute = async () => Response.json((await loadTypeFiles()).index);
