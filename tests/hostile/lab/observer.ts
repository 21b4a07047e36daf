/**
 * Sees, from outside the browser, everything that wants to leave it: a proxy through which every connection of the browser
 * has to go, an attacker's server behind it that answers whatever it is asked, and a UDP port for what passes proxies by.
 */
import { createSocket } from 'node:dgram';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface Sighting {
  /** `GET http://n01.evil.test/x`, `CONNECT n05.evil.test:443`, `UDP 20 bytes`. */
  what: string;
  /** The host it was meant for; empty for datagrams. */
  host: string;
}

export interface Observer {
  /** For the browser's settings. */
  proxyPort: number;
  udpPort: number;
  /** Requests for the sites since the beginning. */
  siteRequests(): number;
  /** What wanted to reach anybody but the sites since the last call, the browser's own services left out. */
  take(): Sighting[];
  /** Hosts the browsers asked for on their own, such as for updates of theirs. */
  ofTheBrowsers(): string[];
  close(): Promise<void>;
}

/** Every name under this domain is the attacker's. */
export const evilDomain = 'evil.test';

const isEvil = (host: string) => host === evilDomain || host.endsWith(`.${evilDomain}`);
/** Services of the browsers' makers, which no page can choose: their names are not ours to give away anything in. */
const browsersOwn =
  /(?:^|\.)(?:mozilla\.(?:com|org|net)|firefox\.com|google(?:apis)?\.com|gstatic\.com|gvt1\.com)$/;

/** In a frame, it tells the page at the top what it is told, and takes a sandbox's place as well as it can. */
const attackersPage = `<!doctype html><title>Attacker</title><body><script>
if (top !== window) addEventListener('message', ({ data, ports }) => {
  top.postMessage({ took: data }, '*');
  if (!ports[0]) return;
  ports[0].onmessage = ({ data }) => top.postMessage({ took: data }, '*');
  ports[0].postMessage({ type: 'ready', key: '' });
});
</script>`;

/** What the attacker's server says, to whomever. */
function answerAsAttacker(incoming: IncomingMessage, response: ServerResponse) {
  const path = incoming.url ?? '/';
  const type = /\.js/.test(path)
    ? 'text/javascript'
    : /\.css/.test(path)
      ? 'text/css'
      : /\.html|\/$/.test(path)
        ? 'text/html'
        : 'text/plain';
  response
    .writeHead(200, {
      'content-type': type,
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    .end(type === 'text/html' ? attackersPage : '1');
}

/** `sites` are our own origins, each as `127.0.0.1:port`; requests for them are passed on and counted. */
export async function startObserver(sites: string[]): Promise<Observer> {
  let sightings: Sighting[] = [];
  const own = new Set<string>();
  let siteRequests = 0;
  const see = (what: string, host: string) => {
    if (browsersOwn.test(host)) own.add(host);
    else sightings.push({ what, host });
  };

  const proxy = createServer((incoming, response) => {
    const target = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : undefined;
    if (!target) {
      response.writeHead(400).end();
      return;
    }
    if (!sites.includes(target.host)) {
      see(`${incoming.method} ${target.href}`, target.hostname);
      if (isEvil(target.hostname)) answerAsAttacker(incoming, response);
      else response.writeHead(502).end();
      return;
    }
    siteRequests++;
    const passed = request(
      target,
      { method: incoming.method ?? 'GET', headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  });
  const tunnels = new Set<Socket>();
  proxy.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    socket.on('error', () => {});
    const [host = '', port = ''] = (incoming.url ?? '').split(':');
    if (!sites.includes(`${host}:${port}`)) {
      see(`CONNECT ${incoming.url}`, host);
      // The attempt is what counts; nobody needs to hear the rest.
      socket.end('HTTP/1.1 502 Refused\r\n\r\n');
      return;
    }
    const through = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    tunnels.add(through);
    through.on('error', () => socket.destroy());
    through.on('close', () => tunnels.delete(through));
  });
  proxy.on('clientError', (_error, socket) => socket.destroy());

  const udp = createSocket('udp4');
  udp.on('message', (bytes) => see(`UDP ${bytes.length} bytes`, ''));
  await Promise.all([
    new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve)),
  ]);

  return {
    proxyPort: (proxy.address() as AddressInfo).port,
    udpPort: udp.address().port,
    siteRequests: () => siteRequests,
    take() {
      const taken = sightings;
      sightings = [];
      return taken;
    },
    ofTheBrowsers: () => [...own].sort(),
    async close() {
      udp.close();
      for (const tunnel of tunnels) tunnel.destroy();
      proxy.closeAllConnections();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}
