// new.target of an enclosing constructor reaches async arrows.
class Base {
  ready: Promise<string>;
  constructor() {
    const arrow = async () => {
      await null;
      return new.target.name;
    };
    this.ready = arrow();
  }
}
class Derived extends Base {}
console.log(await new Base().ready, await new Derived().ready);
