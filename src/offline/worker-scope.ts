/** The part of the service worker's global scope that is used here; TypeScript's `DOM` library has none of it. */

export interface LifetimeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface AnswerableEvent extends LifetimeEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface PageClient {
  readonly id: string;
  readonly url: string;
  readonly type: string;
  readonly frameType: 'auxiliary' | 'top-level' | 'nested' | 'none';
  postMessage(message: unknown): void;
  navigate?(url: string): Promise<unknown>;
}

export interface PageMessage extends LifetimeEvent {
  readonly data: unknown;
  readonly origin: string;
  readonly source: PageClient | null;
  readonly ports: readonly MessagePort[];
}

export interface WorkerScope {
  readonly location: Location;
  readonly caches: CacheStorage;
  readonly navigator: Navigator & { connection?: { saveData?: boolean } };
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled?: boolean }): Promise<PageClient[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', hear: (event: LifetimeEvent) => void): void;
  addEventListener(type: 'fetch', hear: (event: AnswerableEvent) => void): void;
  addEventListener(type: 'message', hear: (event: PageMessage) => void): void;
}
