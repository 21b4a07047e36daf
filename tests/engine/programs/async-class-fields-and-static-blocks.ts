// Async arrows in fields and in static blocks.
class C {
  name = 'instance';
  load = async () => {
    await null;
    return this.name;
  };
  static ready: Promise<string>;
  static {
    C.ready = (async () => {
      await null;
      return 'static';
    })();
  }
}
console.log(await new C().load(), await C.ready);
