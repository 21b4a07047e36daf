export const two = 2;
export const both = 'from two';
export default class Two {
  static toString() {
    return 'class Two';
  }
}
