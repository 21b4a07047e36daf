// F56 with a server: who loses a race goes on working; who is aborted does not.
import { getRates, rates } from './worlds/rates.ts';
const late = (ms: number) => new Promise<string>((r) => setTimeout(r, ms, 'too late'));
console.log(await Promise.race([getRates('USD'), late(60)]));
console.log('finished', rates.log.finished);
await late(120);
console.log('finished', rates.log.finished, 'aborted', rates.log.aborted);
