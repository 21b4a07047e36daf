/**
 * The two documents around a program, and their policies. Both policies apply inside the cage: its own, and the
 * broker's, which a `srcdoc` frame inherits.
 */

/** What the cage's frame may do. Anything more, above all `allow-same-origin`, opens the site to readers' programs. */
export const cageSandbox = 'allow-scripts';

/** `hash` is the CSP source of the cage's script: `'sha256-…'`. */
export const cagePolicy = (hash: string) => `default-src 'none'; script-src ${hash}; worker-src blob: data:`;

/**
 * `frame-src 'none'` does not stop `srcdoc`, but stops the cage from navigating anywhere, and so from telling anybody
 * anything in an address.
 */
export const brokerPolicy = (hash: string) =>
  `default-src 'none'; script-src 'self' ${hash}; connect-src 'self'; worker-src blob: data:; frame-src 'none'; base-uri 'none'; form-action 'none'`;

/**
 * The cage's `srcdoc`.
 * @throws Error when the script could end its own element early.
 */
export function cageDocument(script: string, hash: string): string {
  if (/<\/script|<!--/i.test(script))
    throw new Error('The cage script must not contain "</script" or "<!--".');
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${cagePolicy(hash)}"><script>${script}</script>`;
}

/**
 * The cage's document with a key in it, by which its script shows that it is the one that was put there: whoever frames the
 * page around may send any frame in it elsewhere.
 */
export const withKey = (cage: string, key: string) =>
  cage.replace('<script>', `<meta name="key" content="${key}"><script>`);

/** The broker's page. `broker` and `runtime` are the addresses of its scripts, relative to the page. */
export const brokerDocument = (broker: string, runtime: string, hash: string) =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${brokerPolicy(hash)}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Where the book's examples run</title>
<link rel="preload" as="fetch" href="${runtime}" crossorigin="anonymous">
<script type="module" src="${broker}"></script>
</head>
<body></body>
</html>
`;
