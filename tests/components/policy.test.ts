import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { contentSecurityPolicy } from '../../src/layouts/content-security-policy.ts';

test('the policy allows our own files, the given inline scripts and nothing else', () => {
  const script = 'document.title = "x"';
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = Object.fromEntries(
    contentSecurityPolicy([script])
      .split('; ')
      .map((directive) => directive.split(/ (.*)/s) as [string, string]),
  );
  assert.equal(policy['default-src'], "'self'");
  assert.equal(policy['script-src'], `'self' 'sha256-${hash}'`);
  assert.equal(policy['worker-src'], "'self'");
  assert.equal(policy['object-src'], "'none'");
  for (const [name, sources] of Object.entries(policy)) {
    assert.doesNotMatch(sources ?? '', /unsafe-eval|blob:|https?:|\*/, name);
    if (name !== 'style-src') assert.doesNotMatch(sources ?? '', /unsafe-inline/, name);
  }
});
