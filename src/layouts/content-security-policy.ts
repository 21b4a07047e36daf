import { createHash } from 'node:crypto';

/**
 * The policy of the book's own pages. Readers' code never runs in them, so nothing here allows `eval`, a `blob:`
 * worker or a foreign address. Inline styles are allowed for drawings and for the editor, which sets them.
 * @param inlineScripts the exact text of every inline script on the page
 */
export function contentSecurityPolicy(inlineScripts: string[]): string {
  const hashes = inlineScripts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...hashes].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
