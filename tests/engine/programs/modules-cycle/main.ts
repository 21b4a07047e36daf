// A cycle works as long as nobody reads what is not there yet; functions are there from the start.
import { isEven } from './even.ts';
console.log(isEven(10), isEven(7));
