/**
 * Finds a browser on this machine, or brings one. Contributors have Chrome or Playwright's Chromium, CI may have
 * nothing at all: every place is tried in turn, and a failure names them all.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, platform, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface FoundBrowser {
  executablePath: string;
  /** Extra environment the browser needs to start. */
  env: Record<string, string>;
  /** Where it came from, for messages. */
  origin: string;
}

/** Flags for a quiet, offline, headless Chromium that also starts as root in a container. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // As every Chromium on a desktop: a frame of nobody's origin has a process of its own. Small builds leave it out.
  '--site-per-process',
];

const chromiumNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];
const firefoxNames = ['firefox-esr', 'firefox'];
const macApplications = {
  chromium: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
};
const windowsApplications = {
  chromium: ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'],
  firefox: ['Mozilla Firefox\\firefox.exe'],
};

/** The first of these programs that is on PATH. */
export function findOnPath(names: string[]): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const candidate = join(folder, name);
      if (folder && existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}

function installedApplication(kind: 'chromium' | 'firefox'): string | undefined {
  if (platform() === 'darwin') return macApplications[kind].find((path) => existsSync(path));
  if (platform() !== 'win32') return undefined;
  const roots = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
  for (const root of roots) {
    for (const path of windowsApplications[kind]) {
      if (root && existsSync(join(root, path))) return join(root, path);
    }
  }
  return undefined;
}

function playwrightCache(): string | undefined {
  const root =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    {
      darwin: join(homedir(), 'Library/Caches/ms-playwright'),
      win32: join(homedir(), 'AppData/Local/ms-playwright'),
    }[platform() as 'darwin' | 'win32'] ??
    join(homedir(), '.cache/ms-playwright');
  if (!existsSync(root)) return undefined;
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-win/chrome.exe',
    'chrome-headless-shell-linux64/chrome-headless-shell',
  ];
  const versions = readdirSync(root)
    .filter((name) => name.startsWith('chromium'))
    .sort()
    .reverse();
  for (const version of versions) {
    for (const path of inside) {
      const candidate = join(root, version, path);
      if (existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}

/** The Linux build that comes inside an npm package, with the system libraries it needs. */
async function packagedChromium(): Promise<FoundBrowser | undefined> {
  if (platform() !== 'linux' || process.arch !== 'x64') return undefined;
  const require = createRequire(import.meta.url);
  const bin = join(dirname(require.resolve('@sparticuz/chromium')), '../bin');
  const { default: Chromium, inflate } = await import('@sparticuz/chromium');
  const executablePath = await Chromium.executablePath();
  await inflate(join(bin, 'al2023.tar.br'));
  const libraries = [join(tmpdir(), 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return {
    executablePath,
    // Only a machine without the libraries needs the packaged ones; on others they can clash with the system's.
    env: missingLibraries(executablePath)
      ? { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
      : {},
    origin: 'the npm package @sparticuz/chromium',
  };
}

function missingLibraries(executablePath: string): boolean {
  try {
    return execFileSync('ldd', [executablePath], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}

/**
 * A Chromium to run tests and checks in. `CHROMIUM_PATH` overrides the search.
 * @throws Error that lists what was tried and what to do.
 */
export async function findChromium(): Promise<FoundBrowser> {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, and there is no such file.`);
    return { executablePath: given, env: {}, origin: 'CHROMIUM_PATH' };
  }
  const tried = [
    `${chromiumNames.join(', ')} on PATH`,
    'the usual application folders',
    "Playwright's cache",
  ];
  const found = findOnPath(chromiumNames) ?? installedApplication('chromium');
  if (found) return { executablePath: found, env: {}, origin: 'this machine' };
  const cached = playwrightCache();
  if (cached) return { executablePath: cached, env: {}, origin: "Playwright's cache" };
  try {
    const packaged = await packagedChromium();
    if (packaged) return packaged;
    tried.push('@sparticuz/chromium (Linux x64 only)');
  } catch (error) {
    tried.push(`@sparticuz/chromium (${(error as Error).message})`);
  }
  throw new Error(
    `No Chromium found. Tried: ${tried.join('; ')}. Install Chrome or Chromium, run "npx playwright-core install chromium", or set CHROMIUM_PATH.`,
  );
}

/** A Firefox, or undefined: Firefox is checked where it is installed. `FIREFOX_PATH` overrides the search. */
export function findFirefox(): FoundBrowser | undefined {
  const given = process.env['FIREFOX_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Error(`FIREFOX_PATH names ${given}, and there is no such file.`);
    return { executablePath: given, env: {}, origin: 'FIREFOX_PATH' };
  }
  const found = findOnPath(firefoxNames) ?? installedApplication('firefox');
  return found ? { executablePath: found, env: {}, origin: 'this machine' } : undefined;
}

/** The WebDriver of WebKitGTK, or undefined: WebKit is checked where it is installed. `WEBKIT_DRIVER_PATH` overrides the search. */
export function findWebKit(): FoundBrowser | undefined {
  const given = process.env['WEBKIT_DRIVER_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Error(`WEBKIT_DRIVER_PATH names ${given}, and there is no such file.`);
    return { executablePath: given, env: {}, origin: 'WEBKIT_DRIVER_PATH' };
  }
  const found = findOnPath(['WebKitWebDriver']);
  return found ? { executablePath: found, env: {}, origin: 'this machine' } : undefined;
}
