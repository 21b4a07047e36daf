// Tables of arrays, objects, maps, chosen columns and of nothing that has columns.
console.table([{ base: 'USD', ms: 120 }, { base: 'EUR', ms: 80, extra: true }]);
console.table([['a', 1], ['b', 2]]);
console.table({ first: { x: 1 }, second: { y: 'two' } });
console.table([{ a: 1, b: 2 }], ['b']);
console.table(new Map([['k', 'v']]));
console.table(new Set(['s']));
console.table(['plain', 42]);
console.table('no table');
console.table([]);
