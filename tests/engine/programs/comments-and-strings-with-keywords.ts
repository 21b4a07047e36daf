// Keywords where they mean nothing.
/* await async function* yield return */
const text = 'await x; return y; // yield';
const regex = /async\s+function|await|"'`/;
const template = `return ${/* await */ await 'value'} yield`;
console.log(text.length, regex.source.length, template); // await
