// F6: awaiting a thenable calls its `then` in a job of its own.
let turn = 0;
const thenable = {
  then(resolve: (value: string) => void) {
    console.log('then called in turn', turn);
    resolve('thenable');
  },
};
async function waiter() {
  const v = await (thenable as unknown as Promise<string>);
  console.log(v, 'in turn', turn);
}
waiter();
for (; turn < 8; turn++) await null;
