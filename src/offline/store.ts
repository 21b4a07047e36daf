/**
 * The files kept on the device. They are stored under their path and digest, so that two versions of the site share what
 * they have in common and neither can be handed a file of the other.
 */
import { digestOf } from './digest.ts';
import type { Manifest } from './manifest.ts';

/** The server has something else under this path than the manifest says. Carries what it has. */
export class OtherBytes extends Error {
  readonly response: Response;
  constructor(path: string, response: Response) {
    super(`${path} is not the file of this version.`);
    this.response = response;
  }
}

export interface Store {
  /** Makes the place where files are kept. Before that, and after the reader had it removed, nothing is kept. */
  create(): Promise<void>;
  /** A kept file of this version. */
  find(path: string): Promise<Response | undefined>;
  /**
   * A file of this version, kept from now on.
   * @throws OtherBytes when the server has something else under its path
   * @throws TypeError without a connection
   */
  keep(path: string): Promise<Response>;
  /** Keeps many files, a few at a time; `onKept` hears of the bytes of each. */
  keepAll(paths: Iterable<string>, onKept?: (bytes: number) => void): Promise<void>;
  /** The paths of this version that are kept. */
  kept(): Promise<Set<string>>;
  /** Every path that was kept, by whatever version. */
  everKept(): Promise<Set<string>>;
  /** Forgets what does not belong to this version. */
  tidy(): Promise<void>;
  /** The reader's wish to have the whole book, which outlives versions. */
  wantsAll(): Promise<boolean>;
  wantAll(): Promise<void>;
}

/** At once on the way, so that a slow connection still has room for what the reader clicks. */
const parallel = 4;
const digestParameter = 'kept-digest';

export const cacheName = (scope: string) => `interleave ${new URL(scope).pathname}`;

/** @param scope the address of the folder the site lies in */
export function openStore(caches: CacheStorage, manifest: Manifest, scope: string): Store {
  const { files } = manifest;
  const name = cacheName(scope);
  /** Nothing while nothing shall be kept: what the reader took away is not made again by a page that is still open. */
  const cache = async () => ((await caches.has(name)) ? caches.open(name) : undefined);
  const key = (path: string, digest = files[path]?.[0] ?? '') => {
    const url = new URL(path, scope);
    url.searchParams.set(digestParameter, digest);
    return url.href;
  };
  const wish = key('', 'wants-all');

  const find = async (path: string) =>
    Object.hasOwn(files, path) ? (await cache())?.match(key(path)) : undefined;

  async function load(path: string, mode: RequestCache): Promise<{ response: Response; ours: boolean }> {
    const answer = await fetch(new URL(path, scope), { cache: mode, credentials: 'same-origin' });
    const bytes = await answer.arrayBuffer();
    const ours = answer.ok && (await digestOf(bytes)) === files[path]?.[0];
    // A new response: it must not remember redirects, nor how its bytes were packed on the way.
    const headers = new Headers(answer.headers);
    for (const name of ['content-encoding', 'content-length', 'set-cookie']) headers.delete(name);
    return { response: new Response(bytes, { status: answer.status, headers }), ours };
  }

  async function keep(path: string): Promise<Response> {
    const kept = await find(path);
    if (kept) return kept;
    let { response, ours } = await load(path, 'default');
    // The browser's own cache may be older than this version.
    if (!ours) ({ response, ours } = await load(path, 'reload'));
    if (!ours) throw new OtherBytes(path, response);
    await (await cache())?.put(key(path), response.clone());
    return response;
  }

  const entries = async () => ((await (await cache())?.keys()) ?? []).map(({ url }) => url);

  return {
    async create() {
      await caches.open(name);
    },
    find,
    keep,
    async keepAll(paths, onKept) {
      const open = [...new Set(paths)].filter((path) => Object.hasOwn(files, path));
      let failed = false;
      const work = async () => {
        for (let path = open.shift(); path !== undefined && !failed; path = open.shift()) {
          try {
            if (!(await find(path))) await keep(path);
          } catch (error) {
            failed = true;
            throw error;
          }
          onKept?.(files[path]?.[1] ?? 0);
        }
      };
      await Promise.all(Array.from({ length: parallel }, work));
    },
    async kept() {
      const stored = new Set(await entries());
      return new Set(Object.keys(files).filter((path) => stored.has(key(path))));
    },
    async everKept() {
      const root = new URL(scope).pathname;
      return new Set(
        (await entries())
          .filter((url) => url !== wish)
          .map((url) => decodeURIComponent(new URL(url).pathname.slice(root.length))),
      );
    },
    async tidy() {
      const ours = new Set([wish, ...Object.keys(files).map((path) => key(path))]);
      const open = await cache();
      await Promise.all((await entries()).filter((url) => !ours.has(url)).map((url) => open?.delete(url)));
    },
    wantsAll: async () => (await (await cache())?.match(wish)) !== undefined,
    wantAll: async () => (await cache())?.put(wish, new Response('')),
  };
}
