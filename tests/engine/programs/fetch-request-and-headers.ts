// Request, Response and Headers by themselves.
import './worlds/rates.ts';
const request = new Request('https://rates.test/EUR', { headers: { 'X-Trace': '1', accept: 'application/json' } });
console.log(request.method, request.url, request.headers.get('x-trace'));
const response = await fetch(request);
console.log(response.headers.get('content-type'), response.url, response.redirected);
const own = new Response('a body', { status: 201, headers: { 'x-own': 'yes' } });
console.log(own.status, own.ok, own.headers.get('X-Own'), await own.text());
const headers = new Headers([['b', '2'], ['a', '1']]);
headers.append('a', 'more');
console.log([...headers].map((pair) => pair.join('=')).join(' '));
console.log(await Response.json({ n: 1 }).json(), Response.error().type);
