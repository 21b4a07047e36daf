/**
 * `fetch` under the engine: reaches the servers of the worlds on the run's own clock and records what happens at both
 * ends. What a server does, and how a response behaves, is in `src/worlds/servers/`.
 */
import { createNetwork, unknownHost } from '../../worlds/servers/network.ts';
import type { ServerLocks } from '../tests/servers.ts';
import type { Kernel, Realm } from './kernel.ts';
import { installBlobs } from './network-blobs.ts';
import { apply, defineProperty } from './primordials.ts';

/** Where the stand-in for `worlds/network.ts` finds the network; see `src/worlds/index.ts`. */
export const networkKey = Symbol.for('interleave.network');

/**
 * Gives the realm its `fetch`, `Request` and `Response`. Requests in flight keep the run alive, so that a time limit strikes
 * also one that hangs; when there is nothing else left that could happen, the run is `stuck`. `locks` are those of an exercise.
 */
export function installNetwork(kernel: Kernel, realm: Realm, locks?: ServerLocks): void {
  let requests: number;
  /** Where the program called `fetch`, taken before the platform's own code can take it for its own calls. */
  let site: number;
  const network = createNetwork({
    now: () => kernel.now(),
    read: () => kernel.read(),
    random: () => kernel.random(),
    after(ms, callback) {
      const timer = kernel.schedule(ms, callback, { kind: 'timeout', recorded: false, task: 'network' });
      return () => kernel.cancel(timer);
    },
    inBackground(ms, callback) {
      kernel.schedule(ms, callback, { kind: 'timeout', recorded: false, keepsAlive: false, task: 'network' });
    },
    native: (fn, name, length) => realm.native(fn, name, length),
    wait: (promise) => kernel.native('body', promise),
    keepAlive: () => kernel.keepAlive(),
    unknown: (url, known) => kernel.print('system', unknownHost(url, known)),
    watch({ server, method, url }) {
      requests += 1;
      const request = requests;
      const place = site < 0 ? {} : { site };
      site = -1;
      const sent = kernel.record({ type: 'request-sent', request, server, method, url, ...place });
      let started = -1;
      let latest = -1;
      return {
        started() {
          started = kernel.record({ type: 'request-started', request, server, cause: sent });
          latest = started;
        },
        during: (action) => kernel.within(started, action),
        finished(status) {
          latest = kernel.record({ type: 'request-finished', request, server, status, cause: started });
        },
        aborted(by) {
          latest = kernel.record({ type: 'request-aborted', request, server, by });
        },
        response(status, deliver) {
          const response = kernel.record({ type: 'response', request, status, cause: latest });
          kernel.within(response, deliver);
        },
      };
    },
  });
  kernel.eachRun(() => {
    requests = 0;
    site = -1;
    network.restart();
  });
  installBlobs(kernel, realm);
  const { fetch } = {
    fetch(...args: Parameters<typeof network.fetch>) {
      site = kernel.takeSite();
      return apply(network.fetch, undefined, args) as Promise<Response>;
    },
  };
  realm.define('fetch', realm.native(fetch, 'fetch', 1), true);
  realm.define('Request', network.Request);
  realm.define('Response', network.Response);
  realm.markNative(network.Request, 'Request');
  realm.markNative(network.Response, 'Response');
  const { fetchBlocking } = network;
  const connect = locks ? (host: string) => locks.lock(network.connect<object>(host)) : network.connect;
  defineProperty(realm.global, networkKey, { value: { connect, fetchBlocking }, configurable: true });
}
