/**
 * Lets `fetch` reach the servers of this book. Under the engine this file is replaced, for there the network is built in;
 * what you read here is what a downloaded program uses: the same servers, in this process, on real timers.
 */
import { createNetwork, unknownHost } from './servers/network.ts';
import { seeded } from './servers/random.ts';

const { clearTimeout, performance, setTimeout } = globalThis;
const start = performance.now();
const now = () => performance.now() - start;
const elsewhere = globalThis.fetch;

/** How long, in ms, a process waits for an answer that does not come. */
const longestWait = 2_000;

const network = createNetwork({
  now,
  read: now,
  random: seeded(1),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  inBackground(ms, callback) {
    setTimeout(callback, ms).unref();
  },
  watch: () => ({
    started() {},
    finished() {},
    aborted() {},
    during: (action) => action(),
    response: (_status, deliver) => deliver(),
  }),
  wait: (promise) => promise,
  keepAlive() {
    const timer = setTimeout(() => {}, longestWait);
    return () => clearTimeout(timer);
  },
  unknown: (url, known) => console.warn(unknownHost(url, known)),
  elsewhere: (input, init) => elsewhere(input, init),
});

globalThis.fetch = network.fetch;
globalThis.Request = network.Request;
globalThis.Response = network.Response;

/** The control of the server at this host: its log, its faults, its limits. */
export const connect = network.connect;

/** Like `fetch`, but holds the thread: nothing else runs until the answer is there. */
export const fetchBlocking = network.fetchBlocking;
