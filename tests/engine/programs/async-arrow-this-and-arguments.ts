// Arrows take `this` and `arguments` from outside, across awaits.
class Box {
  value = 'box';
  async read() {
    const arrow = async () => {
      await null;
      return this.value;
    };
    return arrow();
  }
}
async function outer(..._: unknown[]) {
  const arrow = async () => {
    await null;
    return arguments.length;
  };
  return arrow();
}
console.log(await new Box().read(), await outer(1, 2, 3));
