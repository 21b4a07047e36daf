export * from './one.ts';
export * from './two.ts';
export * as everything from './two.ts';
export { two as renamed, default } from './two.ts';
export type { Shape } from './shape.ts';
