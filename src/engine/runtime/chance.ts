/** `Math.random`, `crypto.getRandomValues` and `crypto.randomUUID`, all drawn from the printed seed. */
import type { Core } from './core.ts';
import type { Realm } from './kernel.ts';
import { apply, defineProperty, getOwnPropertyDescriptor } from './primordials.ts';
import { createRandom, type Random } from './random.ts';

/** Apart from the engine's own: how often a server draws must not change what the program gets. */
const programStream = 1;

export function installChance(core: Core, realm: Realm): void {
  let random: Random;
  core.eachRun(() => {
    random = createRandom(core.options.seed, programStream);
  });
  const put = (target: object, name: string, method: (...args: never[]) => unknown, length: number) => {
    const before = getOwnPropertyDescriptor(target, name);
    defineProperty(target, name, {
      value: realm.native(method, name, length),
      writable: true,
      enumerable: before?.enumerable ?? true,
      configurable: true,
    });
  };
  put(Math, 'random', () => random.next(), 0);

  const crypto = (realm.global as { Crypto?: { prototype: Crypto } }).Crypto?.prototype;
  if (!crypto) return;
  const native = getOwnPropertyDescriptor(crypto, 'getRandomValues')?.value as
    | Crypto['getRandomValues']
    | undefined;
  const Bytes = Uint8Array;
  const methods = {
    getRandomValues(this: Crypto, array: ArrayBufferView) {
      // The native checks what it is given, and refuses as the platform does.
      if (native) apply(native as never, this, [array]);
      const bytes = new Bytes(array.buffer, array.byteOffset, array.byteLength);
      for (let index = 0; index < bytes.length; index++) bytes[index] = random.bits() >>> 24;
      return array;
    },
    randomUUID() {
      let text = '';
      for (let index = 0; index < 16; index++) {
        let byte = random.bits() >>> 24;
        if (index === 6) byte = (byte & 0x0f) | 0x40;
        if (index === 8) byte = (byte & 0x3f) | 0x80;
        if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
        text += `${digits[byte >> 4]}${digits[byte & 15]}`;
      }
      return text;
    },
  };
  put(crypto, 'getRandomValues', methods.getRandomValues, 1);
  put(crypto, 'randomUUID', methods.randomUUID, 0);
}

const digits = '0123456789abcdef';
