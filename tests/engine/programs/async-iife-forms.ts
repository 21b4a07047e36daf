// All the ways to call at once.
(async () => console.log('arrow'))();
(async function () { console.log('function'); })();
!async function () { console.log('negated'); }();
void (async () => { await null; console.log('void'); })();
await (async () => console.log('awaited'))();
