// await of a subclass goes through its constructor check; an own `then` is called.
class Loud<T> extends Promise<T> {
  override then<A, B>(a?: ((v: T) => A | PromiseLike<A>) | null, b?: ((e: unknown) => B | PromiseLike<B>) | null) {
    console.log('then called', typeof a, typeof b);
    return super.then(a, b);
  }
}
const p = new Loud<string>((r) => r('value'));
console.log(await p);
