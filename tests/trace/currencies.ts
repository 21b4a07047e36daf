/** The five requests of chapter 1: name and latency in virtual ms. */
export const currencies: [name: string, latency: number][] = [
  ['USD', 120],
  ['EUR', 100],
  ['PLN', 200],
  ['NOK', 60],
  ['CZK', 130],
];
