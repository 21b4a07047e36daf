// How promises of async functions settle: with promises, thenables, themselves' kin, and errors thrown at every stage.
const turnsOf = async (make: () => unknown) => {
  let turns = 0;
  let settled = false;
  const done = () => { settled = true; };
  Promise.resolve(make()).then(done, done);
  while (!settled && turns < 20) {
    await null;
    turns++;
  }
  return turns;
};
const fail = () => { throw new Error('x'); };
const forms: Record<string, () => unknown> = {
  'empty body': async () => {},
  'throw at once': async () => fail(),
  'throw in a parameter': async (_ = fail()) => {},
  'throw after an await': async () => { await null; fail(); },
  'return a resolved promise': async () => Promise.resolve(1),
  'return a rejected promise': async () => Promise.reject(1),
  'return await a rejected promise': async () => await Promise.reject(1),
  'return a thenable': async () => ({ then: (ok: () => void) => ok() }),
  'return an async call': async () => (async () => 1)(),
  'return a chain of three': async () => (async () => (async () => 1)())(),
  'return in try and finally': async () => { try { return Promise.resolve(1); } finally { await null; } },
  'new Promise with a promise': () => new Promise((r) => r(Promise.resolve(1))),
  'then with a thenable': () => Promise.resolve().then(() => ({ then: (ok: () => void) => ok() })),
  'all of two': () => Promise.all([1, Promise.resolve(2)]),
  'race of two': () => Promise.race([1, Promise.resolve(2)]),
  'any of a rejected and a value': () => Promise.any([Promise.reject(1), 2]),
  'allSettled of none': () => Promise.allSettled([]),
  'finally with a promise': () => Promise.resolve(1).finally(() => Promise.resolve(2)),
  'catch passing through': () => Promise.resolve(1).catch(() => {}),
};
for (const [name, make] of Object.entries(forms)) console.log(name, await turnsOf(make));
