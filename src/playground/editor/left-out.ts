/**
 * Stands in for parts that Sandpack brings along and the book never uses: Nodebox, a Node of CodeSandbox's servers whose licence
 * forbids commercial use, and a stand-in for `IntersectionObserver`, which every browser has.
 */
export class Nodebox {
  constructor() {
    throw new Error('The book runs its examples itself; there is no Nodebox.');
  }
}
export const INJECT_MESSAGE_TYPE = 'left-out';
export const PREVIEW_LOADED_MESSAGE_TYPE = 'left-out';
