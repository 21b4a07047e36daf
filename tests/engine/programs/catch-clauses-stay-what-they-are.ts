// A catch clause that takes the error apart: control flow, scopes and text of the program are its own.
function found(value: number): string {
  outer: for (let turn = 0; turn < 4; turn++) {
    try {
      if (turn === value) continue outer;
      if (turn > value) break;
      const block = `block ${turn}`;
      function inside() {
        return block;
      }
      if (turn === 2) return inside();
      throw Object.assign(new Error(block), { turn, list: [turn, turn + 1] });
    } catch ({ message, turn: at, list: [first, second = 9] = [8], none = () => at }: any) {
      const block = 'its own';
      console.log(message, at, first, second, none(), block);
      if (at === 1) return 'caught';
    } finally {
      console.log('finally', turn);
    }
  }
  return 'over';
}
for (const value of [0, 1, 3]) console.log(found(value));
const text = `${function simple() {
  try {
    console.log(1);
  } catch ({ message }: any) {
    console.log(message);
  }
}}`;
console.log(text.includes('caught'), text.includes('$'));
function* generate() {
  try {
    yield 1;
    throw new Error('from within');
  } catch ({ message }: any) {
    yield message;
  }
}
console.log([...generate()]);
const thrown = generate();
thrown.next();
console.log(thrown.throw(new Error('from outside')));
async function waits(): Promise<void> {
  try {
    await Promise.reject(new Error('rejected'));
  } catch ({ message }: any) {
    console.log(message);
    await null;
    console.log('goes on');
  }
}
await waits();
for (const thrower of [null, undefined]) {
  try {
    try {
      throw thrower;
    } catch ({ message }: any) {
      console.log('not reached', message);
    }
  } catch (error) {
    console.log((error as Error).name);
  }
}
try {
  throw new Proxy(
    {},
    {
      get(_target, key) {
        console.log('get', key);
        return 1;
      },
      getOwnPropertyDescriptor() {
        console.log('never asked');
        return undefined;
      },
    },
  );
} catch ({ a, b }: any) {
  console.log(a, b);
}
