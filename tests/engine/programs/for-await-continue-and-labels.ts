// continue, labelled continue, break and return leave for await properly.
async function* abc(name: string) {
  try {
    for (const c of 'abc') yield name + c;
  } finally {
    console.log('closed', name);
  }
}
outer: for await (const x of abc('x')) {
  if (x === 'xa') continue;
  for await (const y of abc('y')) {
    if (y === 'yb') continue outer;
    console.log(x, y);
  }
}
const find = async () => {
  for await (const z of abc('z')) if (z === 'zb') return z;
  return 'none';
};
console.log(await find());
