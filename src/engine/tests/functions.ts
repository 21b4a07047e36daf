/** Functions that keep a record of their calls: `fn` of `worlds/test.ts`. */

export interface CallRecord {
  arguments: readonly unknown[];
  this: unknown;
  began: number;
  ended?: number;
}

export interface FunctionRecord {
  calls: CallRecord[];
  inFlight: number;
  maxInFlight: number;
}

/** Makes such functions; `recordOf` knows them. `now` in virtual ms. */
export function createFunctions(now: () => number) {
  const records = new WeakMap<object, FunctionRecord>();

  function fn(work?: (...parameters: unknown[]) => unknown): unknown {
    const record: FunctionRecord = { calls: [], inFlight: 0, maxInFlight: 0 };
    const recorded = function (this: unknown, ...parameters: unknown[]): unknown {
      const call: CallRecord = { arguments: Object.freeze(parameters), this: this, began: now() };
      record.calls.push(call);
      record.inFlight++;
      record.maxInFlight = Math.max(record.maxInFlight, record.inFlight);
      const end = () => {
        if (call.ended !== undefined) return;
        call.ended = now();
        record.inFlight--;
      };
      let result: unknown;
      try {
        result = work?.apply(this, parameters);
      } catch (error) {
        end();
        throw error;
      }
      if (result instanceof Promise) result.then(end, end);
      else end();
      return result;
    };
    records.set(recorded, record);
    Object.defineProperties(recorded, {
      calls: { get: () => Object.freeze(record.calls.map((call) => Object.freeze({ ...call }))) },
      inFlight: { get: () => record.inFlight },
      maxInFlight: { get: () => record.maxInFlight },
    });
    return Object.freeze(recorded);
  }

  return { fn, recordOf: (value: unknown) => (typeof value === 'function' ? records.get(value) : undefined) };
}
