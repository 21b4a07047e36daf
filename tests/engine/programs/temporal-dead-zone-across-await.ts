// A closure that runs too early meets the dead zone.
const early = (async () => {
  try {
    return String(later);
  } catch (e) {
    return (e as Error).name;
  }
})();
const later = await early;
console.log(later);
