/**
 * Calls whose place the trace wants to know. The compiler sees only names, so a call is marked when the last name of
 * its callee is one of these, whatever it turns out to be: a mark that no native takes is harmless.
 */
export const markedNames: ReadonlySet<string> = new Set([
  // reactions
  'then',
  'catch',
  'finally',
  'queueMicrotask',
  'nextTick',
  // timers, in their order of appearance in HTML and Node
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'postTask',
  'yield',
  'wait',
  'timeout',
  // events and messages
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
  'on',
  'once',
  'off',
  'emit',
  'postMessage',
  'Worker',
  'terminate',
  // cancellation and the network
  'abort',
  'any',
  'fetch',
  // console
  'log',
  'info',
  'warn',
  'error',
  'debug',
  'trace',
  'table',
  'dir',
  'assert',
  'count',
  'countReset',
  'group',
  'groupCollapsed',
  'groupEnd',
  'time',
  'timeLog',
  'timeEnd',
  // process
  'exit',
]);
