/**
 * The programs of the generated books: twenty-six shapes of asynchronous code, with names and numbers from outside. Erasable
 * TypeScript and web-standard globals only.
 */
export interface Choices {
  /** A whole number between the two, both included. */
  int(least: number, most: number): number;
  /** A name for a value and one for its type: `order`, `Order`. */
  ident(): { v: string; T: string };
}

/** The source of a new program from each call of each. */
export function createTemplates({ int, ident }: Choices): (() => string)[] {
  const T: (() => string)[] = [];
  const delay = `const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));`;
  T.push(() => {
    const n = ident(),
      a = int(1, 4),
      b = int(1, 4),
      k = int(2, 90);
    return `
${delay}

interface ${n.T} {
  id: number;
  name: string;
}

async function load${n.T}(id: number): Promise<${n.T}> {
  await delay(${a});
  return { id, name: \`${n.v}-\${id}\` };
}

async function main(): Promise<void> {
  console.log("loading");
  const first = await load${n.T}(${k});
  console.log("got", first.name);
  await delay(${b});
  const second = await load${n.T}(first.id + 1);
  console.log("then", second.name, second.id);
}

await main();
console.log("done");`;
  });
  T.push(() => {
    const n = ident(),
      ds = [int(6, 8), int(1, 2), int(3, 5)];
    return `
${delay}

async function ${n.v}Task(label: string, ms: number): Promise<number> {
  console.log("start", label);
  await delay(ms);
  console.log("end", label);
  return ms * 10;
}

const results = await Promise.all([
  ${n.v}Task("a", ${ds[0]}),
  ${n.v}Task("b", ${ds[1]}),
  ${n.v}Task("c", ${ds[2]}),
]);

const total = results.reduce((sum, x) => sum + x, 0);
console.log("results", results.join(","));
console.log("total", total);`;
  });
  T.push(() => {
    const n = ident(),
      ms = int(2, 4);
    return `
class ${n.T}TimeoutError extends Error {
  readonly ms: number;
  constructor(ms: number) {
    super(\`timed out after \${ms}ms\`);
    this.name = "${n.T}TimeoutError";
    this.ms = ms;
  }
}

function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ${n.T}TimeoutError(ms)), ms);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

const slow = new Promise<string>((resolve) => setTimeout(resolve, ${ms + 12}, "${n.v}"));
const fast = new Promise<string>((resolve) => setTimeout(resolve, 1, "quick ${n.v}"));

console.log(await withTimeout(fast, ${ms + 10}));
try {
  console.log(await withTimeout(slow, ${ms}));
} catch (error) {
  if (error instanceof ${n.T}TimeoutError) console.log(error.name, error.ms);
  else throw error;
}`;
  });
  T.push(() => {
    const n = ident(),
      k = int(3, 6),
      bad = int(0, 2);
    return `
${delay}

async function fetch${n.T}(index: number): Promise<string> {
  await delay(1 + (index % 3));
  if (index % 3 === ${bad}) {
    throw new Error(\`${n.v} \${index} failed\`);
  }
  return \`${n.v} \${index} ok\`;
}

const jobs = Array.from({ length: ${k} }, (_unused, i) => fetch${n.T}(i));
const settled = await Promise.allSettled(jobs);

for (const [i, outcome] of settled.entries()) {
  switch (outcome.status) {
    case "fulfilled":
      console.log(i, outcome.value);
      break;
    case "rejected":
      console.log(i, (outcome.reason as Error).message);
      break;
  }
}
console.log(settled.filter((s) => s.status === "rejected").length, "failed");`;
  });
  T.push(() => {
    const n = ident();
    return `
type Mirror = { host: string; latency: number; up: boolean };

const mirrors: Mirror[] = [
  { host: "${n.v}-1.example", latency: ${int(5, 7)}, up: true },
  { host: "${n.v}-2.example", latency: 1, up: false },
  { host: "${n.v}-3.example", latency: 3, up: true },
];

function probe({ host, latency, up }: Mirror): Promise<string> {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      if (up) resolve(host);
      else reject(new Error(\`\${host} is down\`));
    }, latency);
  });
}

const winner = await Promise.any(mirrors.map(probe));
console.log("winner:", winner);

try {
  await Promise.any(mirrors.map((m) => probe({ ...m, up: false })));
} catch (e) {
  if (e instanceof AggregateError) {
    console.log(e.errors.length, "errors");
    for (const inner of e.errors as Error[]) console.log("-", inner.message);
  }
}`;
  });
  T.push(() => {
    const n = ident(),
      k = int(3, 6),
      s = int(1, 9);
    return `
${delay}

async function* ${n.v}Ticks(count: number, start = ${s}): AsyncGenerator<number, string, undefined> {
  try {
    for (let i = 0; i < count; i++) {
      await delay(1);
      yield start + i;
    }
    return "exhausted";
  } finally {
    console.log("cleanup");
  }
}

let sum = 0;
for await (const tick of ${n.v}Ticks(${k})) {
  sum += tick;
  console.log("tick", tick);
}
console.log("sum", sum);

for await (const tick of ${n.v}Ticks(100)) {
  if (tick > ${s + 1}) break;
  console.log("again", tick);
}`;
  });
  T.push(() => {
    const n = ident(),
      ms = int(2, 4);
    return `
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

const controller = new AbortController();

console.log("sleeping");
await sleep(1, controller.signal);
console.log("first nap over");
setTimeout(() => controller.abort(new Error("${n.v} cancelled")), ${ms});
try {
  await sleep(${ms + 200}, controller.signal);
  console.log("unreachable");
} catch (reason) {
  console.log("caught", (reason as Error).message);
}
console.log("aborted:", controller.signal.aborted);`;
  });
  T.push(() => {
    const n = ident(),
      cap = int(1, 3),
      k = int(4, 7);
    return `
class ${n.T}Queue<T> {
  #items: T[] = [];
  #getters: Array<(value: T) => void> = [];
  #putters: Array<() => void> = [];
  readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  async put(value: T): Promise<void> {
    while (this.#items.length >= this.capacity) {
      await new Promise<void>((resolve) => this.#putters.push(resolve));
    }
    const getter = this.#getters.shift();
    if (getter) getter(value);
    else this.#items.push(value);
  }

  async get(): Promise<T> {
    if (this.#items.length > 0) {
      const value = this.#items.shift() as T;
      this.#putters.shift()?.();
      return value;
    }
    return new Promise<T>((resolve) => this.#getters.push(resolve));
  }
}

const queue = new ${n.T}Queue<number>(${cap});
async function producer() {
  for (let i = 0; i < ${k}; i++) await queue.put(i);
  await queue.put(-1);
}
async function consumer(out: number[] = []): Promise<number[]> {
  for (let v = await queue.get(); v !== -1; v = await queue.get()) out.push(v * v);
  return out;
}
const [, squares] = await Promise.all([producer(), consumer()]);
console.log(squares.join(" "));`;
  });
  T.push(() => {
    const n = ident(),
      lim = int(2, 3),
      k = int(5, 8);
    return `
${delay}

async function mapLimit<T, R>(
  items: readonly T[],
  limit: number,
  fn: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const out = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      const item = items[i] as T;
      out[i] = await fn(item, i);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return out;
}

let active = 0;
let peak = 0;
const ${n.v}s = Array.from({ length: ${k} }, (_x, i) => i + 1);
const doubled = await mapLimit(${n.v}s, ${lim}, async (n) => {
  active += 1;
  peak = Math.max(peak, active);
  await delay(2);
  active -= 1;
  return n * 2;
});
console.log(doubled.join(","));
console.log("peak", peak);`;
  });
  T.push(() => {
    const n = ident(),
      fails = int(1, 3);
    return `
${delay}

interface RetryOptions {
  attempts: number;
  baseMs: number;
  onRetry?: (attempt: number, error: Error) => void;
}

async function retry<T>(op: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  let lastError: Error | undefined;
  for (let attempt = 1; attempt <= options.attempts; attempt++) {
    try {
      return await op(attempt);
    } catch (error) {
      lastError = error instanceof Error ? error : new Error(String(error));
      options.onRetry?.(attempt, lastError);
      await delay(options.baseMs * 2 ** (attempt - 1));
    }
  }
  throw new Error("gave up", { cause: lastError });
}

const value = await retry(
  async (attempt) => {
    if (attempt <= ${fails}) throw new Error(\`${n.v} flake \${attempt}\`);
    return "${n.v} ready";
  },
  { attempts: 5, baseMs: 1, onRetry: (a, e) => console.log("retry", a, e.message) },
);
console.log(value);`;
  });
  T.push(() => {
    const n = ident(),
      w = int(4, 6);
    return `
function debounce<Args extends unknown[]>(fn: (...args: Args) => void, wait: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args: Args): void => {
    if (timer !== undefined) clearTimeout(timer);
    timer = setTimeout(() => fn(...args), wait);
  };
}

const calls: string[] = [];
const ${n.v} = debounce((word: string, n: number) => {
  calls.push(\`\${word}:\${n}\`);
  console.log("ran", word, n);
}, ${w});

${n.v}("one", 1);
${n.v}("two", 2);
${n.v}("three", 3);
console.log("queued", calls.length);
await new Promise<void>((resolve) => setTimeout(resolve, ${w + 15}));
${n.v}("four", 4);
await new Promise<void>((resolve) => setTimeout(resolve, ${w + 15}));
console.log(calls.join(" | "));`;
  });
  T.push(() => {
    const n = ident(),
      k = int(3, 5);
    return `
class ${n.T}Event extends Event {
  readonly detail: number;
  constructor(detail: number) {
    super("${n.v}");
    this.detail = detail;
  }
}

async function* on(target: EventTarget, type: string): AsyncGenerator<${n.T}Event, void> {
  const backlog: ${n.T}Event[] = [];
  let wake: (() => void) | undefined;
  const listener = (event: Event) => {
    backlog.push(event as ${n.T}Event);
    wake?.();
  };
  target.addEventListener(type, listener);
  try {
    for (;;) {
      while (backlog.length > 0) yield backlog.shift() as ${n.T}Event;
      await new Promise<void>((resolve) => { wake = resolve; });
    }
  } finally {
    target.removeEventListener(type, listener);
  }
}

const target = new EventTarget();
for (let i = 0; i < ${k}; i++) setTimeout(() => target.dispatchEvent(new ${n.T}Event(i)), 1 + i * 2);

for await (const event of on(target, "${n.v}")) {
  console.log(event.type, event.detail);
  if (event.detail === ${k - 1}) break;
}`;
  });
  T.push(() => {
    const n = ident(),
      m = int(2, 4),
      t = int(2, 4);
    return `
async function* range(from: number, to: number) {
  for (let i = from; i < to; i++) yield i;
}

async function* map<A, B>(source: AsyncIterable<A>, fn: (a: A) => B | Promise<B>) {
  for await (const item of source) yield await fn(item);
}

async function* filter<A>(source: AsyncIterable<A>, keep: (a: A) => boolean) {
  for await (const item of source) if (keep(item)) yield item;
}

async function* take<A>(source: AsyncIterable<A>, limit: number) {
  let seen = 0;
  for await (const item of source) {
    if (seen++ >= limit) return;
    yield item;
  }
}

const ${n.v} = take(
  filter(map(range(1, 100), (x) => x * ${m}), (x) => x % 3 === 0),
  ${t},
);
const collected: number[] = [];
for await (const value of ${n.v}) collected.push(value);
console.log("collected", collected.join(" "));
console.log("count", collected.length satisfies number);`;
  });
  T.push(() => {
    const n = ident(),
      k = int(3, 5);
    return `
${delay}

class Mutex {
  #tail: Promise<void> = Promise.resolve();

  async run<T>(critical: () => Promise<T>): Promise<T> {
    const previous = this.#tail;
    let release: () => void = () => {};
    this.#tail = new Promise<void>((resolve) => (release = resolve));
    await previous;
    try {
      return await critical();
    } finally {
      release();
    }
  }
}

const lock = new Mutex();
let ${n.v}Balance = 100;

async function withdraw(amount: number): Promise<number> {
  return lock.run(async () => {
    const before = ${n.v}Balance;
    await delay(1);
    ${n.v}Balance = before - amount;
    console.log(before, "->", ${n.v}Balance);
    return ${n.v}Balance;
  });
}

await Promise.all(Array.from({ length: ${k} }, (_v, i) => withdraw((i + 1) * ${int(1, 9)})));
console.log("final", ${n.v}Balance);`;
  });
  T.push(() => {
    const n = ident();
    return `
const { promise, resolve, reject } = Promise.withResolvers<string>();

setTimeout(() => resolve("${n.v} resolved"), ${int(1, 4)});
setTimeout(() => reject(new Error("too late")), 6);

promise.then(
  (value) => console.log("A", value),
  (error: Error) => console.log("A failed", error.message),
);
const value = await promise;
console.log("B", value.toUpperCase());

const gate = Promise.withResolvers<number>();
const waiters = [1, 2, 3].map(async (n) => {
  const base = await gate.promise;
  return base * n;
});
gate.resolve(${int(2, 20)});
console.log("C", (await Promise.all(waiters)).join("/"));`;
  });
  T.push(() => {
    const n = ident();
    return `
console.log("1: sync ${n.v}");

setTimeout(() => console.log("6: timeout"), 0);

queueMicrotask(() => {
  console.log("3: microtask");
  queueMicrotask(() => console.log("5: nested microtask"));
});

Promise.resolve("4: then").then((message) => {
  console.log(message);
});

const order: readonly string[] = ["sync", "microtask", "macrotask"] as const;
console.log("2: still sync", order.length);

await new Promise<void>((done) => setTimeout(done, ${int(2, 4)}));
console.log("7: after", order.join(" < "));`;
  });
  T.push(() => {
    const n = ident(),
      k = int(2, 4);
    return `
class Scope {
  readonly name: string;
  readonly #controller = new AbortController();
  constructor(name: string, parent?: Scope) {
    this.name = name;
    parent?.signal.addEventListener("abort", () => this.cancel(parent.signal.reason as string));
  }
  get signal(): AbortSignal {
    return this.#controller.signal;
  }
  cancel(reason: string): void {
    if (this.signal.aborted) return;
    console.log("cancel", this.name, "because", reason);
    this.#controller.abort(reason);
  }
}

const root = new Scope("${n.v}");
const children = Array.from({ length: ${k} }, (_c, i) => new Scope(\`child-\${i}\`, root));
const leaf = new Scope("leaf", children[0]);

await new Promise<void>((resolve) => {
  leaf.signal.addEventListener("abort", () => resolve());
  setTimeout(() => root.cancel("shutdown"), ${int(1, 4)});
});
console.log([root, ...children, leaf].every((s) => s.signal.aborted));`;
  });
  T.push(() => {
    const n = ident(),
      cap = int(2, 4);
    return `
type Clock = { now(): number; advance(ms: number): void };

function createClock(): Clock {
  let t = 0;
  return { now: () => t, advance: (ms) => { t += ms; } };
}

class TokenBucket {
  #tokens: number;
  #last: number;
  constructor(private_: { clock: Clock; capacity: number; perMs: number }) {
    this.options = private_;
    this.#tokens = private_.capacity;
    this.#last = private_.clock.now();
  }
  readonly options: { clock: Clock; capacity: number; perMs: number };
  tryTake(): boolean {
    const { clock, capacity, perMs } = this.options;
    const now = clock.now();
    this.#tokens = Math.min(capacity, this.#tokens + (now - this.#last) * perMs);
    this.#last = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

const clock = createClock();
const ${n.v}Bucket = new TokenBucket({ clock, capacity: ${cap}, perMs: 0.1 });
const log: boolean[] = [];
for (let i = 0; i < 8; i++) {
  log.push(${n.v}Bucket.tryTake());
  await Promise.resolve();
  clock.advance(${int(2, 5)});
}
console.log(log.map((ok) => (ok ? "Y" : "n")).join(""));`;
  });
  T.push(() => {
    const n = ident(),
      k = int(3, 5);
    return `
${delay}

class AsyncCache<K, V> {
  readonly #entries = new Map<K, Promise<V>>();
  hits = 0;
  misses = 0;
  get(key: K, load: (key: K) => Promise<V>): Promise<V> {
    const existing = this.#entries.get(key);
    if (existing) {
      this.hits++;
      return existing;
    }
    this.misses++;
    const pending = load(key).catch((error: unknown) => {
      this.#entries.delete(key);
      throw error;
    });
    this.#entries.set(key, pending);
    return pending;
  }
}

const cache = new AsyncCache<string, number>();
const load = async (key: string) => {
  console.log("load", key);
  await delay(${int(1, 3)});
  return key.length * ${k};
};
const [a, b, c] = await Promise.all([cache.get("${n.v}", load), cache.get("${n.v}", load), cache.get("other", load)]);
console.log(a, b, c);
console.log("hits", cache.hits, "misses", cache.misses);`;
  });
  T.push(() => {
    const n = ident();
    return `
type Message =
  | { kind: "${n.v}"; payload: number }
  | { kind: "text"; body: string }
  | { kind: "stop" };

type Handler<K extends Message["kind"]> = (message: Extract<Message, { kind: K }>) => Promise<void>;

class Bus {
  #handlers: { [K in Message["kind"]]?: Handler<K> } = {};
  on<K extends Message["kind"]>(kind: K, handler: Handler<K>): this {
    (this.#handlers as Record<string, unknown>)[kind] = handler;
    return this;
  }
  async send(message: Message): Promise<boolean> {
    const handler = this.#handlers[message.kind] as ((m: Message) => Promise<void>) | undefined;
    await handler?.(message);
    return handler !== undefined;
  }
}

const bus = new Bus()
  .on("${n.v}", async ({ payload }) => console.log("number", payload + ${int(1, 50)}))
  .on("text", async ({ body }) => console.log("text", body.trim()));

console.log(await bus.send({ kind: "${n.v}", payload: ${int(1, 50)} }));
console.log(await bus.send({ kind: "text", body: "  hello  " }));
console.log(await bus.send({ kind: "stop" }));`;
  });
  T.push(() => {
    const n = ident(),
      k = int(4, 7);
    return `
${delay}

type Job<T> = { id: number; run: () => Promise<T> };

async function pool<T>(jobs: Iterable<Job<T>>, size: number): Promise<Map<number, T>> {
  const results = new Map<number, T>();
  const iterator = jobs[Symbol.iterator]();
  async function drain(worker: number): Promise<void> {
    for (let step = iterator.next(); !step.done; step = iterator.next()) {
      const { id, run } = step.value;
      results.set(id, await run());
      if (worker === 0) console.log("worker 0 finished a job");
    }
  }
  await Promise.all(Array.from({ length: size }, (_w, i) => drain(i)));
  return results;
}

function* ${n.v}Jobs(): Generator<Job<string>> {
  for (let id = 0; id < ${k}; id++) {
    yield { id, run: async () => { await delay(2); return \`${n.v}#\${id}\`; } };
  }
}

const results = await pool(${n.v}Jobs(), ${k});
console.log([...results.values()].join(", "));`;
  });
  T.push(() => {
    const n = ident();
    return `
class Batcher<K, V> {
  #pending = new Map<K, PromiseWithResolvers<V>>();
  #scheduled = false;
  #load: (keys: K[]) => Promise<Map<K, V>>;
  constructor(load: (keys: K[]) => Promise<Map<K, V>>) {
    this.#load = load;
  }
  get(key: K): Promise<V> {
    let entry = this.#pending.get(key);
    if (!entry) this.#pending.set(key, (entry = Promise.withResolvers<V>()));
    if (!this.#scheduled) {
      this.#scheduled = true;
      queueMicrotask(() => void this.#flush());
    }
    return entry.promise;
  }
  async #flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = new Map();
    this.#scheduled = false;
    const values = await this.#load([...batch.keys()]);
    for (const [key, entry] of batch) entry.resolve(values.get(key) as V);
  }
}

const ${n.v} = new Batcher<number, string>(async (keys) => {
  console.log("batch of", keys.length);
  return new Map(keys.map((k) => [k, \`${n.v}\${k}\`]));
});
const ids = [${int(1, 9)}, ${int(10, 19)}, ${int(20, 29)}];
console.log((await Promise.all(ids.map((id) => ${n.v}.get(id)))).join(" "));
console.log(await ${n.v}.get(${int(30, 40)}));`;
  });
  T.push(() => {
    const n = ident(),
      k = int(2, 5);
    return `
class Channel<T> {
  #buffer: T[] = [];
  #waiting: Array<(result: IteratorResult<T, undefined>) => void> = [];
  #closed = false;
  send(value: T): void {
    const taker = this.#waiting.shift();
    if (taker) taker({ value, done: false });
    else this.#buffer.push(value);
  }
  close(): void {
    this.#closed = true;
    for (const taker of this.#waiting.splice(0)) taker({ value: undefined, done: true });
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      if (this.#buffer.length > 0) {
        yield this.#buffer.shift() as T;
        continue;
      }
      if (this.#closed) return;
      const result = await new Promise<IteratorResult<T, undefined>>((r) => this.#waiting.push(r));
      if (result.done) return;
      yield result.value;
    }
  }
}

const ${n.v} = new Channel<{ seq: number }>();
let seq = 0;
const timer = setInterval(() => {
  ${n.v}.send({ seq: seq++ });
  if (seq === ${k}) { clearInterval(timer); ${n.v}.close(); }
}, 1);
for await (const { seq: n } of ${n.v}) console.log("${n.v}", n);
console.log("closed");`;
  });
  T.push(() => {
    const n = ident(),
      k = int(2, 4);
    return `
${delay}

class Latch {
  #count: number;
  #gate = Promise.withResolvers<void>();
  constructor(count: number) {
    this.#count = count;
  }
  arrive(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#gate.resolve();
  }
  wait(): Promise<void> {
    return this.#gate.promise;
  }
}

const latch = new Latch(${k});
const log: string[] = [];
for (let i = 0; i < ${k}; i++) {
  void (async () => {
    await delay(1 + i * 2);
    log.push(\`${n.v} \${i}\`);
    latch.arrive();
  })();
}
await latch.wait();
console.log(log.length, "arrived");
console.log(log.join(", "));`;
  });
  T.push(() => {
    const n = ident();
    return `
type State = "idle" | "loading" | "success" | "failure";
type Transition = { from: State; to: State };

const allowed: Record<State, readonly State[]> = {
  idle: ["loading"],
  loading: ["success", "failure"],
  success: ["idle"],
  failure: ["idle", "loading"],
};

class ${n.T}Machine {
  state: State = "idle";
  readonly history: Transition[] = [];
  go(to: State): void {
    if (!allowed[this.state].includes(to)) throw new TypeError(\`\${this.state} -> \${to}\`);
    this.history.push({ from: this.state, to });
    this.state = to;
  }
  async run<T>(work: Promise<T>): Promise<T | undefined> {
    this.go("loading");
    try {
      const value = await work;
      this.go("success");
      return value;
    } catch {
      this.go("failure");
      return undefined;
    }
  }
}

const machine = new ${n.T}Machine();
console.log(await machine.run(new Promise<number>((r) => setTimeout(r, ${int(1, 3)}, ${int(1, 99)}))));
machine.go("idle");
console.log(await machine.run(Promise.reject(new Error("${n.v}"))));
console.log(machine.history.map((t) => \`\${t.from}>\${t.to}\`).join(" "));`;
  });
  T.push(() => {
    const n = ident(),
      k = int(8, 16);
    return `
function sliceWork(total: number, chunk: number, onSlice: (done: number) => void): Promise<number> {
  return new Promise((resolve) => {
    let done = 0;
    let acc = 0;
    const step = (): void => {
      const end = Math.min(done + chunk, total);
      for (; done < end; done++) acc += done % 7;
      onSlice(done);
      if (done < total) setTimeout(step, 0);
      else resolve(acc);
    };
    step();
  });
}

const ${n.v}Total = ${k};
const seen: number[] = [];
const answer = await sliceWork(${n.v}Total * 100, ${k * 25}, (done) => {
  seen.push(done);
});
console.log("slices", seen.join(","));
console.log("answer", answer);`;
  });
  return T;
}
