/** A small web site: nine pages with links in circles, of which two are broken and one is slow. */
import type { SitePath } from '../site.ts';
import { createServer, type Server, type Tools } from './server.ts';

interface Page {
  title: string;
  links: SitePath[];
  takes: number;
  status?: number;
}

const pages: Record<SitePath, Page> = {
  '/': { title: 'Home', links: ['/about', '/blog', '/shop'], takes: 40 },
  '/about': { title: 'About us', links: ['/', '/team'], takes: 60 },
  '/team': { title: 'The team', links: ['/about', '/jobs'], takes: 190 },
  '/jobs': { title: 'Not Found', links: [], takes: 30, status: 404 },
  '/blog': { title: 'Blog', links: ['/', '/blog/loops', '/blog/races'], takes: 70 },
  '/blog/loops': { title: 'One loop', links: ['/blog', '/blog/races'], takes: 90 },
  '/blog/races': { title: 'Two buyers', links: ['/blog/loops', '/shop'], takes: 50 },
  '/shop': { title: 'Shop', links: ['/', '/shop/basket'], takes: 100 },
  '/shop/basket': { title: 'Internal Server Error', links: [], takes: 80, status: 500 },
};

const isPath = (path: string): path is SitePath => Object.hasOwn(pages, path);

const html = (title: string, links: string[]) =>
  `<!doctype html>\n<title>${title}</title>\n${links.map((link) => `<a href="${link}">${link}</a>\n`).join('')}`;

export function siteServer(tools: Tools): Server {
  const loops = new Set<string>();
  const headers = { 'content-type': 'text/html;charset=utf-8' };
  return createServer(
    'site.test',
    tools,
    {
      name: (request) => request.path,
      handle({ path }) {
        if (loops.has(path)) return { takes: 10, run: () => ({ status: 302, headers: { location: path } }) };
        if (!isPath(path))
          return { takes: 30, run: () => ({ status: 404, headers, body: html('Not Found', []) }) };
        const { title, links, takes, status = 200 } = pages[path];
        return { takes, run: () => ({ status, headers, body: html(title, links) }) };
      },
    },
    { loop: (path: string) => void loops.add(path) },
  );
}
