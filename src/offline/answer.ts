/** How the service worker answers a request: from this version, or not at all. */
import { type Manifest, standIn, toPath, unversioned, versionMeta } from './manifest.ts';
import { OtherBytes, type Store } from './store.ts';

export interface Answering {
  manifest: Manifest;
  store: Store;
  /** The address of the folder the site lies in. */
  scope: string;
  /** The server has another version. */
  onNewer(): void;
}

/** The manifest's path for an address, `undefined` when it lies outside the site. */
export function pathIn(scope: string, address: string): string | undefined {
  const url = new URL(address);
  const root = new URL(scope);
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return undefined;
  try {
    return toPath(decodeURIComponent(url.pathname.slice(root.pathname.length)));
  } catch {
    return undefined;
  }
}

const versionPattern = new RegExp(`<meta name="${versionMeta}" content="([^"]*)"`);

/** The version a page says it belongs to. */
export const versionOf = (html: string): string | undefined => versionPattern.exec(html)?.[1];

/** Whether a page from the server belongs to another version than the worker's. */
async function isOfAnotherVersion(manifest: Manifest, response: Response): Promise<boolean> {
  const version = versionOf(await response.clone().text());
  return version !== undefined && version !== unversioned && version !== manifest.version;
}

/** For what a page loads: styles, scripts, data. Only for paths of the manifest. */
export async function answerFile(answering: Answering, path: string): Promise<Response> {
  try {
    return await answering.store.keep(path);
  } catch (error) {
    if (!(error instanceof OtherBytes)) return Response.error();
    // Old page, new file: that would be the mixture. The page says that it could not load, and why.
    answering.onNewer();
    return new Response('There is a newer version of the book.', { status: 503 });
  }
}

/** For a page the reader goes to. */
export async function answerPage(answering: Answering, path: string, request: Request): Promise<Response> {
  const { manifest, store, scope, onNewer } = answering;
  const instead = async () => {
    const page = await store.find(standIn);
    return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error();
  };
  if (Object.hasOwn(manifest.files, path)) {
    try {
      return await store.keep(path);
    } catch (error) {
      if (!(error instanceof OtherBytes)) return instead();
      // A host that rewrites its pages never has the bytes of the manifest: its pages are shown, and not kept.
      if (!(await isOfAnotherVersion(manifest, error.response))) return error.response;
      onNewer();
      return instead();
    }
  }
  if (Object.hasOwn(manifest.files, `${path}/`)) return Response.redirect(new URL(`${path}/`, scope).href);
  try {
    const response = await fetch(request);
    if (!response.ok || !(await isOfAnotherVersion(manifest, response))) return response;
    onNewer();
  } catch {
    // Without a connection there is only what is kept.
  }
  return instead();
}
