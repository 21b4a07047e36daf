export default async function () {
  await null;
  return 'f';
}
