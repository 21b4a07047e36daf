// All pages of a level are asked for at once; then come the pages these link to.
import { getPage, site } from './worlds/site.ts';
const seen = new Set(['/']);
let level = ['/'];
let broken = 0;
while (level.length > 0) {
  const pages = await Promise.allSettled(level.map((path) => getPage(path)));
  const next: string[] = [];
  for (const page of pages) {
    if (page.status === 'rejected') broken++;
    else for (const link of page.value.links) if (!seen.has(link)) seen.add(link), next.push(link);
  }
  console.log(level.join(' '));
  level = next;
}
console.log('broken', broken, 'asked', site.log.started, 'at most', site.log.maxInFlight);
