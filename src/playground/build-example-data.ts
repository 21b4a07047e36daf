/** Makes an example's data file at build: sources, settings, and the unedited program compiled. Node only. */
import { createHash } from 'node:crypto';
import { compile } from '../engine/compile/compile.ts';
import type { Expectation, Snippet } from '../snippets/snippet.ts';
import { worldFilesFor } from '../worlds/index.ts';
import { engineSources } from '../worlds/sources.ts';
import type { ExampleData, RecordedSegment } from './example-data.ts';

/**
 * Everything a page needs to run, edit and download `snippet`, whose chapter can be changed at `edit`. A program that does not
 * compile comes without its compiled form: the page then says what is wrong with it.
 */
export function buildExampleData(snippet: Snippet, edit: string): ExampleData {
  const { chapter, id, title, entry, seed, limit, clock } = snippet;
  const files = snippet.files.map(({ name, code, hidden, readOnly, lines }) => ({
    name,
    code,
    hidden,
    readOnly,
    ...(lines[0] && { line: lines[0].line + 1 }),
  }));
  const sources = Object.fromEntries(files.map(({ name, code }) => [name, code]));
  const compiled = compile(
    { entry, files: { ...worldFilesFor(sources, engineSources()), ...sources } },
    { probes: true },
  );
  const recorded = recordedSegments(snippet);
  return {
    chapter,
    id,
    ...(title !== undefined && { title }),
    version: createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16),
    entry,
    files,
    edit,
    options: {
      clock: clock === 'real' ? 'real' : 'paced',
      seed,
      limit,
      flavour: snippet.host === 'node' ? 'node' : 'browser',
    },
    predict: snippet.predict,
    ...(compiled.ok && { compiled: compiled.program }),
    ...(recorded && { recorded }),
  };
}

/** What this very run should print; undefined when the book has its output from elsewhere. */
function recordedSegments({ expectations, host }: Snippet): RecordedSegment[] | undefined {
  const here = host === 'node' ? 'node' : 'browser';
  const fits = (expectation: Expectation) => expectation.host === 'any' || expectation.host === here;
  const expectation = expectations.find(fits);
  if (!expectation || expectation.recorded !== undefined) return undefined;
  return expectation.segments.map(({ fence: _fence, lineStarts: _lineStarts, ...segment }) => segment);
}
