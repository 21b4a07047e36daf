// Programs may use the names a recorder might like.
const $ = 'dollar';
const $call = 'call';
const _ = 'underscore';
async function $$($probe = 1, $site = 2) {
  const enter = 3;
  await null;
  return [$, $call, _, $probe, $site, enter];
}
console.log((await $$()).join(' '));
