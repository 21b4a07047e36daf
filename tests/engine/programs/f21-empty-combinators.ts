// F21: what the combinators make of nothing.
Promise.all([]).then((v) => console.log('all', v));
Promise.allSettled([]).then((v) => console.log('allSettled', v));
Promise.any([]).catch((e: AggregateError) => console.log('any', e.name, e.errors.length));
Promise.race([]).then(() => console.log('race settles'));
setTimeout(() => console.log('race still pending'), 10);
