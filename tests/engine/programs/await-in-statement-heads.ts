// await in the heads of if, while, for, switch, throw and return.
const p = async <T>(v: T): Promise<T> => v;
let n = 0;
if (await p(true)) console.log('if');
while (await p(n < 2)) console.log('while', n++);
for (let i = await p(0); await p(i < 2); i = await p(i + 1)) console.log('for', i);
for (const x of await p(['of'])) console.log(x);
for (const k in await p({ in: 1 })) console.log(k);
switch (await p('b')) {
  case await p('a'):
    console.log('a');
    break;
  case await p('b'):
    console.log('b');
}
try {
  throw await p(new Error('thrown'));
} catch (e) {
  console.log((e as Error).message);
}
