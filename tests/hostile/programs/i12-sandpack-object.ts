// Prints an object that Sandpack’s console would bring to life in the page.
// ends: quiet
// most: 20

console.log({ '@t': '[[TypedArray]]', data: { ctorName: 'Worker', arr: 'data:text/javascript,1' } });
console.log({ '#@t': 'x' }, { '@r': 0 }, '{"@t":"[[Error]]","data":{"name":"EventSource","message":"http://evil.test/x"}}');
