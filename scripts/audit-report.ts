/** What `npm audit --json` says, and what it means for readers. Pure. */

export interface Advisory {
  name: string;
  severity: string;
  titles: string[];
}

/** The advisories; undefined when the registry did not answer. Throws nothing. */
export function readAudit(json: string): Advisory[] | undefined {
  try {
    const { vulnerabilities } = JSON.parse(json) as {
      vulnerabilities?: Record<string, { severity?: string; via?: unknown[] }>;
    };
    if (typeof vulnerabilities !== 'object' || vulnerabilities === null) return undefined;
    return Object.entries(vulnerabilities).map(([name, { severity = 'unknown', via = [] }]) => ({
      name,
      severity,
      titles: via.map((one) =>
        typeof one === 'string' ? `through ${one}` : String((one as { title?: unknown }).title ?? ''),
      ),
    }));
  } catch {
    return undefined;
  }
}

export interface AuditRules {
  /** Packages that are part of what readers get. */
  shipped: readonly string[];
  /** Why an advisory against a package does not concern the book, by the package's name. */
  explained: Readonly<Record<string, string>>;
  /** No answer is a failure too. */
  strict: boolean;
}

/** The report, line by line, and whether it is fine: nothing unexplained, and an answer if one is demanded. */
export function judgeAudit(
  advisories: Advisory[] | undefined,
  { shipped, explained, strict }: AuditRules,
): { lines: string[]; ok: boolean } {
  if (!advisories)
    return {
      lines: [
        '!!! NOT AUDITED: the registry does not answer "npm audit".',
        '!!! Known advisories were not looked at. Run "npm audit" where the registry is the public one; AUDIT=strict fails here.',
      ],
      ok: !strict,
    };
  const open = advisories.filter(({ name }) => !Object.hasOwn(explained, name));
  const lines = advisories.map(({ name, severity, titles }) => {
    const why = Object.hasOwn(explained, name)
      ? `explained: ${explained[name]}`
      : 'NOT EXPLAINED in docs/advisories.json';
    const whom = shipped.includes(name) ? 'reaches readers' : 'builds and tests only';
    return `${name} (${severity}, ${whom}): ${titles.join('; ')} – ${why}`;
  });
  return { lines: lines.length ? lines : ['No known advisories.'], ok: open.length === 0 };
}
