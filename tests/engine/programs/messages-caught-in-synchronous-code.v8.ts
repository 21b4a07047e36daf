// What V8 quotes of the program is the program's own text, also where no asynchronous function is near.
type Anything = any;
const list: Anything = undefined;
const holder: Anything = { then: 1, log: 2 };
function say(name: string, mistake: () => unknown): void {
  try {
    mistake();
    console.log(name, 'no error');
  } catch (error) {
    console.log(name, (error as Error).message);
  }
}
function take(name: string, mistake: () => unknown): void {
  try {
    mistake();
    console.log(name, 'no error');
  } catch ({ message, name: kind = 'unnamed', ...rest }: Anything) {
    console.log(name, kind, message, Object.keys(rest).length);
  }
}
const short = () => console.log('short');
const waits = async () => {
  await null;
};
for (const tell of [say, take]) {
  tell('spread', () => console.log(...list));
  tell('spread behind', () => console.log(1, ...holder.list));
  tell('two spreads', () => console.log(...[1], ...(1 as Anything)));
  tell('spread into then', () => Promise.resolve(1).then(...list));
  tell('spread into new', () => new Map(...list));
  tell('spread first', () => setTimeout(...(list as [() => void]), 1));
  tell('no method', () => holder.then(1));
  tell('no method, no argument', () => holder.log());
  tell('nothing there', () => list.then(short));
  tell('result called', () => (Promise.resolve(1).then(short) as Anything)());
  tell('result taken apart', () => {
    const [a] = Promise.resolve(1).then(short) as Anything;
    return a;
  });
  tell('result of a property', () => (Promise.resolve(1).then(short) as Anything).a.b);
  tell('extends an arrow', () => {
    return class extends (short as Anything) {};
  });
  tell('extends an async arrow', () => {
    return class extends (waits as Anything) {};
  });
  tell('assign', () => Object.assign(short, { name: 1 }));
  tell('construct', () => Reflect.construct(short, []));
  tell('delete', () => delete (Object.freeze(Object.assign(() => console.log(1), { x: 1 })) as Anything).x);
  tell('yielded, taken apart', () => {
    function* generate(): Anything {
      const [a] = yield 1;
      return a;
    }
    const generator = generate();
    generator.next();
    generator.next(1);
  });
  tell('yielded, called', () => {
    function* generate(): Anything {
      (yield 1)();
    }
    const generator = generate();
    generator.next();
    generator.next(1);
  });
  tell('yielded, a property', () => {
    function* generate(): Anything {
      const {
        a: { b },
      } = yield 1;
      return b;
    }
    const generator = generate();
    generator.next();
    generator.next({});
  });
  tell('returned from a generator', () => {
    function* generate(): Anything {
      return [...list];
    }
    generate().next();
  });
  tell('within finally', () => {
    try {
      return console.log(...list);
    } finally {
      console.log('finally');
    }
  });
  tell('thrown again', () => {
    try {
      console.log(...list);
    } catch (error) {
      throw error as Error;
    }
  });
}
