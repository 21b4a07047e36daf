// A line that begins with await must not join the line before it.
const log: number[] = []
const f = async (n: number) => { log.push(n); return n }
let a = await f(1)
await f(2)
let b = a
await f(3)
;(await f(4))
;[await f(5)];
`${await f(6)}`
console.log(log.join(), a, b)
