// Object, class, static, private, computed and accessor-named methods.
const key = 'computed';
class C {
  #n = 1;
  async a() {
    await null;
    return `a${this.#n}`;
  }
  static async b() {
    await null;
    return `b${this === C}`;
  }
  async #c() {
    await null;
    return 'c';
  }
  async [key]() {
    return this.#c();
  }
  async get() {
    return 'get';
  }
  async static() {
    return 'static';
  }
  async 'quoted name'() {
    return 'quoted';
  }
  async 42() {
    return 'number';
  }
}
const c = new C();
console.log(await c.a(), await C.b(), await c[key](), await c.get(), await c.static(), await c['quoted name'](), await c[42]());
