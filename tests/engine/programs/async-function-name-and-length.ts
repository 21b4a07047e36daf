// Names by inference and declared parameters.
const inferred = async () => {};
const object = { async method(_a: number) {}, arrow: async (_a: number, _b: number) => {}, async [`com${'puted'}`]() {}, async *gen() {} };
class C {
  static async s(_a: number, _b = 1) {}
  async #private() {}
  reveal() {
    return this.#private.name;
  }
}
const { anonymous = async () => {} } = {} as { anonymous?: () => Promise<void> };
console.log(inferred.name, object.method.name, object.arrow.name, object['computed']?.name, object.gen.name, C.s.name, new C().reveal(), anonymous.name);
console.log(object.method.length, object.arrow.length, C.s.length, (async () => {}).name === '');
