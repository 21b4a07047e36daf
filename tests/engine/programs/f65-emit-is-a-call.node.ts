// F65: emit calls its listeners; one that throws throws to the emitter's caller, and the rest do not run.
import { EventEmitter } from 'node:events';
const emitter = new EventEmitter();
emitter.on('x', () => console.log('first'));
emitter.on('x', () => {
  throw new Error('from a listener');
});
emitter.on('x', () => console.log('never'));
try {
  emitter.emit('x');
} catch (error) {
  console.log('caught', (error as Error).message);
}
try {
  emitter.emit('error', new Error('nobody listens'));
} catch (error) {
  console.log('caught', (error as Error).message);
}
const careful = new EventEmitter({ captureRejections: true });
careful.on('x', async () => {
  throw new Error('from an async listener');
});
careful.on('error', (error) => console.log('error:', error.message));
careful.emit('x');
queueMicrotask(() => console.log('microtask'));
process.nextTick(() => console.log('tick'));
console.log('emitted');
