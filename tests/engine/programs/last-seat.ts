// Check, then act, with an await in between: both succeed.
let seats = 1;
let sold = 0;
const buy = async (name: string) => {
  if (seats > 0) {
    await null;
    seats--;
    sold++;
    console.log(name, 'has a seat');
  }
};
await Promise.all([buy('Ann'), buy('Ben')]);
console.log(`sold ${sold}, seats left ${seats}`);
