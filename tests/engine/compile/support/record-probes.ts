import type { Probes } from '../../../../src/engine/probes.ts';

/** One call of a probe: `enter main.ts 1 f`. */
export type ProbeCall = {
  probe: keyof Probes;
  module: string;
  call?: number;
  site?: number;
  detail?: string;
};

let calls = 0;

/** Probes that note every call and change nothing. */
export function recordProbes(module: string, log: ProbeCall[], restore: (text: string) => string): Probes {
  const note = (probe: keyof Probes, more: Omit<ProbeCall, 'probe' | 'module'>): void => {
    log[log.length] = { probe, module, ...more };
  };
  const mend = (error: unknown): void => {
    if (!(error instanceof Error) || !Object.hasOwn(error, 'message')) return;
    const message = restore(error.message);
    if (message === error.message) return;
    Object.defineProperty(error, 'message', { value: message });
  };
  return {
    enter(site, kind, name) {
      calls++;
      note('enter', { call: calls, site, detail: `${kind} ${name}` });
      return calls;
    },
    suspend(call, site, on, value) {
      note('suspend', { call, site, detail: on });
      return value;
    },
    resume(call, site, value) {
      note('resume', { call, site });
      return value;
    },
    reenter(call, site, error) {
      mend(error);
      note('reenter', { call, site });
    },
    caught(error) {
      mend(error);
      return error;
    },
    exit(call, site, value) {
      note('exit', { call, site });
      return value;
    },
    fail(call, error) {
      mend(error);
      note('fail', { call });
      return error;
    },
    leave(call) {
      note('leave', { call });
    },
    last(call, site, value) {
      note('exit', { call, site });
      note('leave', { call });
      return value;
    },
    at(site, value) {
      note('at', { site });
      return value;
    },
    here(site) {
      note('here', { site });
      return {
        [Symbol.iterator]: () => ({ next: () => ({ done: true, value: undefined }) }),
      } as Iterable<never>;
    },
    disposing: (call, site) => ({
      [Symbol.dispose]() {
        note('reenter', { call, site });
        note('suspend', { call, site, detail: 'dispose' });
      },
    }),
  };
}
