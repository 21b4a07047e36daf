// Error-first callbacks as promises.
const read = (name: string, done: (error: Error | null, value?: string) => void) =>
  void setTimeout(() => (name ? done(null, `content of ${name}`) : done(new Error('no name'))), 5);
const promisify = (f: typeof read) => (name: string) =>
  new Promise<string>((resolve, reject) => f(name, (error, value) => (error ? reject(error) : resolve(value ?? ''))));
const readAsync = promisify(read);
console.log(await readAsync('a'));
await readAsync('').catch((e: Error) => console.log(e.message));
