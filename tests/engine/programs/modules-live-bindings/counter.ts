export let count = 0;
export function increment() {
  count++;
  total += count;
}
let total = 0;
export { total };
export default () => `default sees ${count}`;
