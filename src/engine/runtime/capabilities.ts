/**
 * What a program must not have: ways out of the worker, into its storage, to other threads, and to the page. A second
 * layer; the first is the frame's policy, which allows none of it (see SECURITY.md).
 */
import type { Realm } from './kernel.ts';

const inBrowsers = [
  // Out
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebSocketError',
  'EventSource',
  'WebTransport',
  'WebTransportDatagramDuplexStream',
  'importScripts',
  'PushManager',
  'BackgroundFetchManager',
  'RTCDataChannel',
  'RTCRtpScriptTransformer',
  // Up
  'postMessage',
  'close',
  'name',
  'onmessage',
  'onmessageerror',
  'onrtctransform',
  'webkitPostMessage',
  // Other threads, and code that no terminate() stops
  'Worker',
  'SharedWorker',
  'WebAssembly',
  'SharedArrayBuffer',
  // Stored and shared things
  'indexedDB',
  'caches',
  'cookieStore',
  'CookieStore',
  'CacheStorage',
  'Cache',
  'StorageManager',
  'StorageBucketManager',
  'FileReaderSync',
  'FileSystemHandle',
  'FileSystemFileHandle',
  'FileSystemDirectoryHandle',
  'FileSystemSyncAccessHandle',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
  // The machine and the site
  'navigator',
  'location',
  'origin',
  'Notification',
  'fonts',
  'FontFace',
  'FontFaceSet',
  'OffscreenCanvas',
  'ImageDecoder',
  'VideoDecoder',
  'VideoEncoder',
  'AudioDecoder',
  'AudioEncoder',
  'Serial',
  'USB',
  'HID',
  'GPU',
  'PressureObserver',
  'IdleDetector',
  'ReportingObserver',
];

/** In Node these would betray that the program does not run in a page; in a page some of them would be ways out. */
const nodeOnly = [
  'process',
  'Buffer',
  'global',
  'require',
  'module',
  'exports',
  '__filename',
  '__dirname',
  'Navigator',
];

export function removeCapabilities(realm: Realm): void {
  const remove = (names: readonly string[]) => {
    for (let index = 0; index < names.length; index++) realm.remove(names[index] as string);
  };
  if (realm.flavour === 'node' && realm.host === 'node') return;
  remove(inBrowsers);
  if (realm.flavour === 'browser') {
    remove(nodeOnly);
    remove(['setImmediate', 'clearImmediate']);
  }
}
