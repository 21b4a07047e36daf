// Imports itself without end.
// ends: any

for (;;) await import('./main.ts');
