// Prints on every level, in groups without end.
// ends: limit:lines | limit:blocked | limit:output
// most: 2000

for (;;) {
  console.group('g');
  console.error('e');
  console.warn('w');
  console.table([{ a: 1 }]);
}
