// F33: `return p` leaves the try before p rejects.
const fail = async () => {
  throw new Error('x');
};
async function returned() {
  try {
    return fail();
  } catch {
    return 'caught';
  }
}
async function awaited() {
  try {
    return await fail();
  } catch {
    return 'caught';
  }
}
console.log(await returned().catch(() => 'escaped'));
console.log(await awaited());
