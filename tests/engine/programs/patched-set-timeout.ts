// A program may replace setTimeout; its own calls use the replacement.
const original = globalThis.setTimeout;
const log: string[] = [];
globalThis.setTimeout = ((f: () => void, ms: number) => {
  log.push(`asked for ${ms}`);
  return original(f, 1);
}) as typeof setTimeout;
await new Promise<void>((r) => setTimeout(r, 50_000));
globalThis.setTimeout = original;
console.log(log.join(), globalThis.setTimeout === original);
