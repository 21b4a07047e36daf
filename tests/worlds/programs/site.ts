import { clock, log } from './worlds/helpers.ts';
import { getPage, site } from './worlds/site.ts';

const seen = new Set<string>();
const visit = async (path: string): Promise<void> => {
  if (seen.has(path)) return;
  seen.add(path);
  try {
    const page = await getPage(path);
    log(path, page.title);
    await Promise.all(page.links.map(visit));
  } catch (error) {
    log(path, (error as Error).message);
  }
};
await visit('/');
console.log(seen.size, site.log);

site.loop('/shop');
await getPage('/shop').catch((error) => console.log(error.name, error.message));

site.hang('/team');
const start = clock();
await getPage('/team', { signal: AbortSignal.timeout(100) }).catch((error) =>
  console.log(error.name, `${clock() - start} ms`),
);
console.log(site.log.aborted);
