// A hundred lines of letters that are costly to shape: combining marks, and clusters of scripts that are shaped as a whole.
// ends: quiet | limit:output | limit:blocked
// most: 200

for (let i = 0; i < 60; i++) {
  console.log(`x${'\u0301'.repeat(3_990)}`);
  console.log('กำ'.repeat(1_990));
}
