// A page that sends its readers to itself: after twenty hops fetch gives up.
import { getPage, site } from './worlds/site.ts';
console.log((await getPage('/')).links.join(' '));
site.loop('/shop');
await getPage('/shop').catch((e: Error) => console.log(e.name));
console.log('asked', site.requests.filter(({ what }) => what === '/shop').length, 'times');
