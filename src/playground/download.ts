/** An example as a folder that runs with plain `node main.ts`, worlds and their servers included. */
import { strToU8, zipSync } from 'fflate';
import { worldFilesFor } from '../worlds/index.ts';
import type { ExampleData } from './example-data.ts';

/** The texts of all files there are to import, as `worlds/sources.ts` reads them for a download. */
export type WorldSources = Record<string, string>;

/** Everything the folder contains, by name. Pure. */
export function folderOf(
  { id, chapter, title, entry }: Pick<ExampleData, 'id' | 'chapter' | 'title' | 'entry'>,
  files: Record<string, string>,
  sources: WorldSources,
): Record<string, string> {
  const manifest = { name: id, private: true, type: 'module', scripts: { start: `node ${entry}` } };
  return {
    ...worldFilesFor(files, sources),
    ...files,
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    'README.md': `# ${title ?? id}\n\nAn example of the chapter “${chapter}” of Interleave. Run it with Node 24 or newer: \`node ${entry}\`\n`,
  };
}

/** The folder as a zip archive: `one-after-another/main.ts` … The same input always gives the same bytes. */
export function zipFolder(name: string, folder: Record<string, string>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(folder).map(([path, text]) => [`${name}/${path}`, strToU8(text)]);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(2000, 0, 1) });
}

/**
 * Has the browser save the archive.
 * @throws Error for the reader when the worlds' files cannot be had
 */
export async function downloadExample(data: ExampleData, files: Record<string, string>): Promise<void> {
  const url = `${import.meta.env.BASE_URL.replace(/\/?$/, '/')}runtime/worlds.json`;
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok)
    throw new Error('The files for the download could not be loaded. Check the connection and try again.');
  const sources = (await response.json()) as WorldSources;
  const archive = zipFolder(data.id, folderOf(data, files, sources));
  const address = URL.createObjectURL(new Blob([archive], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${data.id}.zip`;
  link.click();
  // The browser reads the blob after this task.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
