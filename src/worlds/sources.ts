/** Reads the worlds' own files. Node only; a page's build passes the same texts in by other means. */
import { readdirSync, readFileSync } from 'node:fs';
import { engineNetworkFile, engineWorkerFile, type Sources, worldFiles } from './index.ts';

const here = new URL('./', import.meta.url);

/** Texts of all importable files as the engine and the type-checker need them. */
export function engineSources(): Sources {
  const texts = worldFiles.map((name) => [name, read(name)]);
  return {
    ...Object.fromEntries(texts),
    'worlds/network.ts': engineNetworkFile,
    'worlds/worker.ts': engineWorkerFile,
  };
}

/** Texts of all files of a download that runs with plain `node main.ts`: clients and servers. */
export function downloadSources(): Sources {
  const servers = readdirSync(new URL('servers/', here)).map((file) => `worlds/servers/${file}`);
  return Object.fromEntries([...worldFiles, ...servers.sort()].map((name) => [name, read(name)]));
}

function read(name: string): string {
  return readFileSync(new URL(name.replace(/^worlds\//, ''), here), 'utf8');
}
