// A flood of long lines.
// ends: limit:output | limit:lines | quiet | limit:blocked

for (let i = 0; i < 2000; i++) console.log('y'.repeat(1e5));
