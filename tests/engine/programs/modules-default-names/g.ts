export default async () => {
  await null;
  return 'g';
};
