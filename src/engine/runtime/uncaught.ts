/**
 * Errors nobody caught and rejections nobody handled. The host says natively which they are; here they are put in their
 * place: at the end of the turn that left them behind, in the same order in every host.
 *
 * `browser`: the events `error`, `unhandledrejection` and `rejectionhandled` are dispatched; what is not prevented is
 * printed, and the program goes on. `node`: as Node's default `--unhandled-rejections=throw`; what nobody listens to
 * ends the program with exit code 1.
 */
import type { ErrorReport } from '../../trace/event.ts';
import type { Core } from './core.ts';
import { describeError, type FramesOf, isError } from './errors.ts';
import type { Events } from './events.ts';
import type { Realm } from './kernel.ts';
import { defineProperty, list, NativeError, NativeTypeError, safeWeakMap } from './primordials.ts';

/** Node's `process`, as far as errors are concerned. */
export interface ProcessEvents {
  listens(event: string): boolean;
  emit(event: string, args: unknown[]): void;
}

interface Rejection {
  number: number;
  reason: unknown;
  promise: object;
  report: ErrorReport;
  /** `seq` of its event. */
  event: number;
  handled: boolean;
  /** The program or its reader has been told. */
  notified: boolean;
}

export interface Uncaught {
  /** An error left a task, a listener or a microtask. */
  report(error: unknown): void;
  rejected(reason: unknown, promise: object): void;
  rejectionHandled(promise: object): void;
  /** The microtasks of a turn are done: deals with the rejections it left behind. */
  settle(): void;
  /** The same for an error of one of the program's workers, which has been recorded and described there. */
  reportForeign(error: ErrorReport, worker: number): void;
  /** The first error that nobody caught, handled or prevented. */
  first(): ErrorReport | undefined;
}

export interface UncaughtOptions {
  events: Events | undefined;
  process: ProcessEvents | undefined;
  framesOf: FramesOf;
  /** In a worker: takes errors to the one that made it, in place of printing them. */
  escalate: () => ((error: ErrorReport) => void) | undefined;
}

/** So many errors are reported in full; more are a flood. */
const mostReports = 1_000;

export function createUncaught(
  core: Core,
  realm: Realm,
  { events, process, framesOf, escalate }: UncaughtOptions,
): Uncaught {
  let pending = list<Rejection>();
  let handledLater = list<Rejection>();
  let unprinted = list<Rejection>();
  const known = safeWeakMap<object, Rejection>();
  let count = 0;
  let reports = 0;
  let first: ErrorReport | undefined;
  let inReport = false;

  function print(report: ErrorReport, inPromise: boolean) {
    first ??= report;
    if (++reports <= mostReports)
      core.print('uncaught', `Uncaught ${inPromise ? '(in promise) ' : ''}${report.text}`);
    else if (reports === mostReports + 1)
      core.print('system', `More than ${mostReports} errors; the rest is not shown.`);
  }

  function fatal(report: ErrorReport, inPromise: boolean) {
    print(report, inPromise);
    core.exit({ reason: 'error', exitCode: 1, error: report });
  }

  function report(error: unknown) {
    if (core.hasEnded()) return;
    realm.restoreMessage(error);
    const described = describeError(error, framesOf);
    const cause = core.record({ type: 'uncaught-error', error: described });
    tell(error, described, cause);
  }

  function tell(error: unknown, described: ErrorReport, cause: number, worker = 0) {
    const again = () =>
      worker > 0 && core.record({ type: 'uncaught-error', error: described, worker, cause });
    if (process) {
      if (!process.listens('uncaughtException')) {
        again();
        return fatal(described, false);
      }
      core.within(cause, () => process.emit('uncaughtException', [error, 'uncaughtException']));
      return;
    }
    // An error in a listener for errors is only printed; otherwise it would be told to that listener for ever.
    if (!inReport && events?.isHeard('error')) {
      inReport = true;
      try {
        if (!core.within(cause, () => events.dispatch(createErrorEvent(realm, error, described)))) return;
      } finally {
        inReport = false;
      }
    }
    const pass = escalate();
    if (pass) return pass(described);
    again();
    print(described, false);
  }

  function reportRejection(rejection: Rejection) {
    rejection.notified = true;
    if (!events?.isHeard('unhandledrejection')) return print(rejection.report, true);
    core.loop.post('report', {
      kind: 'event',
      name: 'unhandledrejection',
      cause: rejection.event,
      run() {
        if (rejection.handled) return;
        const { promise, reason } = rejection;
        // Printed when the listener's microtasks are done, too.
        if (events.dispatch(createRejectionEvent(realm, 'unhandledrejection', promise, reason, true)))
          unprinted[unprinted.length] = rejection;
      },
    });
  }

  function emitRejections(rejections: Rejection[]) {
    if (!process) return;
    core.loop.post('report', {
      kind: 'event',
      name: 'unhandledRejection',
      cause: (rejections[0] as Rejection).event,
      run() {
        for (let index = 0; index < rejections.length && !core.hasEnded(); index++) {
          const { reason, promise, report: described } = rejections[index] as Rejection;
          if (process.listens('unhandledRejection')) process.emit('unhandledRejection', [reason, promise]);
          else if (process.listens('uncaughtException'))
            process.emit('uncaughtException', [asError(reason, described), 'unhandledRejection']);
          else fatal(described, true);
        }
      },
    });
  }

  function settle() {
    if (unprinted.length > 0) {
      const rejections = unprinted;
      unprinted = list();
      for (let index = 0; index < rejections.length; index++)
        print((rejections[index] as Rejection).report, true);
    }
    if (handledLater.length > 0) {
      const handled = handledLater;
      handledLater = list();
      for (let index = 0; index < handled.length; index++) tellHandled(handled[index] as Rejection);
    }
    if (pending.length === 0) return;
    const rejections = pending;
    pending = list();
    for (let index = 0; index < rejections.length; index++) {
      const rejection = rejections[index] as Rejection;
      rejection.event = core.record({
        type: 'unhandled-rejection',
        error: rejection.report,
        rejection: rejection.number,
        cause: rejection.event,
      });
      if (process) rejection.notified = true;
      else reportRejection(rejection);
    }
    if (!process) return;
    // Without listeners this is Node's end, and nothing of the program runs any more.
    if (process.listens('unhandledRejection') || process.listens('uncaughtException'))
      emitRejections(rejections);
    else fatal((rejections[0] as Rejection).report, true);
  }

  function tellHandled(rejection: Rejection) {
    const cause = core.record({ type: 'rejection-handled', rejection: rejection.number });
    const { promise, reason } = rejection;
    const heard = process ? process.listens('rejectionHandled') : events?.isHeard('rejectionhandled');
    if (!heard) return;
    core.loop.post('report', {
      kind: 'event',
      name: process ? 'rejectionHandled' : 'rejectionhandled',
      cause,
      run() {
        if (process) process.emit('rejectionHandled', [promise]);
        else events?.dispatch(createRejectionEvent(realm, 'rejectionhandled', promise, reason, false));
      },
    });
  }

  return {
    report,
    rejected(reason, promise) {
      realm.restoreMessage(reason);
      const rejection: Rejection = {
        number: ++count,
        reason,
        promise,
        report: describeError(reason, framesOf),
        event: core.cause(),
        handled: false,
        notified: false,
      };
      known.set(promise, rejection);
      pending[pending.length] = rejection;
    },
    rejectionHandled(promise) {
      const rejection = known.get(promise);
      if (rejection === undefined || rejection.handled) return;
      rejection.handled = true;
      if (rejection.notified) handledLater[handledLater.length] = rejection;
    },
    settle,
    reportForeign(described, worker) {
      if (!core.hasEnded()) tell(process ? foreignError(described) : null, described, core.cause(), worker);
    },
    first: () => first,
  };
}

/** The error of a worker as Node copies it to the thread that made it. */
function foreignError({ name, message }: ErrorReport): Error {
  const error = new NativeError(message);
  if (name !== error.name) defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  return error;
}

/** What Node makes of a rejection whose reason is no error. */
function asError(reason: unknown, { text }: ErrorReport): unknown {
  if (isError(reason)) return reason;
  const error = new NativeError(
    `This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${text}".`,
  );
  defineProperty(error, 'code', {
    value: 'ERR_UNHANDLED_REJECTION',
    writable: true,
    enumerable: true,
    configurable: true,
  });
  return error;
}

function createErrorEvent({ global }: Realm, error: unknown, { text, frames }: ErrorReport): Event {
  const frame = frames[0];
  return new global.ErrorEvent('error', {
    message: `Uncaught ${text}`,
    filename: frame?.file ?? '',
    lineno: frame ? frame.line + 1 : 0,
    colno: frame ? frame.column + 1 : 0,
    error,
    cancelable: true,
  });
}

function createRejectionEvent(
  { global }: Realm,
  type: string,
  promise: object,
  reason: unknown,
  cancelable: boolean,
): Event {
  return new global.PromiseRejectionEvent(type, { promise: promise as Promise<unknown>, reason, cancelable });
}

export function installReportError(core: Core, realm: Realm): void {
  const functions = {
    reportError(error: unknown) {
      // biome-ignore lint/complexity/noArguments: `undefined` can be reported, too.
      if (arguments.length === 0) throw new NativeTypeError('reportError needs something to report.');
      core.reportUncaught(error);
    },
  };
  realm.define('reportError', realm.native(functions.reportError, 'reportError', 1), true);
}

/** The event classes that Node lacks. */
export function installErrorEvents(realm: Realm): void {
  const { Event } = realm.global;
  if (typeof realm.global.ErrorEvent !== 'function') {
    class ErrorEvent extends Event {
      readonly #init: ErrorEventInit;
      constructor(type: string, init: ErrorEventInit = {}) {
        super(type, init);
        this.#init = { ...init };
      }
      get message() {
        return this.#init.message ?? '';
      }
      get filename() {
        return this.#init.filename ?? '';
      }
      get lineno() {
        return this.#init.lineno ?? 0;
      }
      get colno() {
        return this.#init.colno ?? 0;
      }
      get error() {
        return this.#init.error;
      }
    }
    realm.define('ErrorEvent', realm.nativeClass(ErrorEvent, 'ErrorEvent'));
  }
  if (typeof realm.global.PromiseRejectionEvent !== 'function') {
    class PromiseRejectionEvent extends Event {
      readonly #init: PromiseRejectionEventInit;
      constructor(type: string, init: PromiseRejectionEventInit) {
        super(type, init);
        this.#init = { ...init };
      }
      get promise() {
        return this.#init.promise;
      }
      get reason() {
        return this.#init.reason;
      }
    }
    realm.define('PromiseRejectionEvent', realm.nativeClass(PromiseRejectionEvent, 'PromiseRejectionEvent'));
  }
}
