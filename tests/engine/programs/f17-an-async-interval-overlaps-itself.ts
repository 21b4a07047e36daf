// F17: setInterval does not wait for a promise.
let inFlight = 0;
let most = 0;
let started = 0;
const timer = setInterval(async () => {
  if (++started === 4) clearInterval(timer);
  inFlight++;
  most = Math.max(most, inFlight);
  await new Promise((resolve) => setTimeout(resolve, 100));
  inFlight--;
  if (inFlight === 0) console.log('most at once', most);
}, 40);
