/**
 * What one version of the site consists of. Everything offline rests on it: a file is kept only when its bytes are the
 * ones listed here, and one version never sees the files of another.
 */

/** Paths are relative to the folder the site lies in; a page has its folder's path: `''` is the cover, `waiting/` a chapter. */
export interface Manifest {
  /** Changes whenever any file does. */
  version: string;
  files: Record<string, [digest: string, bytes: number]>;
  /** Kept as soon as anything is: the cover, the page about reading offline, styles, fonts, the script of every page. */
  shell: string[];
  /** What runs examples that were not edited, and the search. */
  runner: string[];
  /** For every page with examples, their data. */
  pages: Record<string, string[]>;
}

/** What the page may know before there is a worker. */
export interface Summary {
  version: string;
  /** The whole book on the device, in bytes. */
  bytes: number;
}

export const summaryFile = 'offline.json';
export const workerFile = 'service-worker.js';
/** The page that stands in for one that cannot be had. */
export const standIn = 'offline/';
/** The broker's page: the only one that is ever shown in a frame. */
export const framePage = 'runtime/';

/** Says in every page's head which version of the site it belongs to. */
export const versionMeta = 'interleave-version';
/** Stands in the pages until all files of the version are there. */
export const unversioned = 'unversioned';

/** The path of a file or page as the manifest spells it. */
export const toPath = (file: string) => file.replace(/(^|\/)index\.html$/, '$1');
