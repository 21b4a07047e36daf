const scope = globalThis as { turn?: number };
scope.turn = 0;
const count = async () => {
  for (let i = 0; i < 20; i++) {
    await null;
    scope.turn = i + 1;
  }
};
void count();
