// super works before and after an await.
class Base {
  async hello() {
    await null;
    return 'base';
  }
  static async create() {
    return `created by ${this.name}`;
  }
}
class Derived extends Base {
  override async hello() {
    const before = await super.hello();
    await null;
    const arrow = async () => super.hello();
    return `${before}+${await arrow()}`;
  }
  static override async create() {
    await null;
    return `${await super.create()}!`;
  }
}
const object = { __proto__: { async m() { return 'proto'; } }, async m(): Promise<string> { await null; return `own ${await (super.m as () => Promise<string>)()}`; } };
console.log(await new Derived().hello(), await Derived.create(), await object.m());
