// A body can be read once; clone() gives another.
import './worlds/rates.ts';
const response = await fetch('https://rates.test/NOK');
const copy = response.clone();
console.log(response.bodyUsed, (await response.json()).CZK, response.bodyUsed);
await response.text().catch((e: Error) => console.log(e.name));
console.log((await copy.text()).length > 10);
