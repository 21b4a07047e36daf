// How many turns an import that awaits costs its importer.
import './counter.ts';
import './middle.ts';
console.log('main in turn', (globalThis as { turn?: number }).turn);
