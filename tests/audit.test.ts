import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeAudit, readAudit } from '../scripts/audit-report.ts';

const answer = JSON.stringify({
  vulnerabilities: {
    react: { severity: 'high', via: [{ title: 'Something bad' }] },
    astro: { severity: 'low', via: ['react'] },
  },
});
const rules = { shipped: ['react'], explained: {}, strict: false };

describe('the audit', () => {
  test('fails for an advisory nobody has explained, and says whom it reaches', () => {
    const { lines, ok } = judgeAudit(readAudit(answer), rules);
    assert.equal(ok, false);
    assert.match(lines[0] ?? '', /react \(high, reaches readers\): Something bad – NOT EXPLAINED/);
    assert.match(lines[1] ?? '', /astro \(low, builds and tests only\): through react/);
  });

  test('passes once each is explained', () => {
    const explained = { react: 'not used that way', astro: 'not used that way' };
    assert.equal(judgeAudit(readAudit(answer), { ...rules, explained }).ok, true);
  });

  test('passes when there is none', () => {
    assert.deepEqual(judgeAudit(readAudit('{"vulnerabilities":{}}'), rules), {
      lines: ['No known advisories.'],
      ok: true,
    });
  });

  test('says loudly when the registry does not answer, and fails only where that is asked for', () => {
    for (const silence of [
      '',
      'npm error',
      '{"error":{"code":"E405"}}',
      'null',
      '[]',
      '{"vulnerabilities":null}',
    ]) {
      const { lines, ok } = judgeAudit(readAudit(silence), rules);
      assert.ok(ok, silence);
      assert.match(lines[0] ?? '', /^!!! NOT AUDITED/);
      assert.equal(judgeAudit(readAudit(silence), { ...rules, strict: true }).ok, false);
    }
  });
});
