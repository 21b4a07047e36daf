// F47: the reason comes from the source that aborted first.
const user = new AbortController();
const other = new AbortController();
const either = AbortSignal.any([user.signal, other.signal]);
either.addEventListener('abort', () => console.log('either:', either.reason));
other.abort('other');
user.abort('user');
console.log(either.reason);
console.log(AbortSignal.any([other.signal, user.signal]).reason);
