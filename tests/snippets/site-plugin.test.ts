import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { evaluate } from 'satteri';
import { extract } from '../../src/snippets/extract.ts';
import { sitePlugin } from '../../src/snippets/site-plugin.ts';
import { chapters } from './chapters.ts';

const folder = mkdtempSync(join(tmpdir(), 'interleave-snippets-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'content'));
const root = pathToFileURL(`${folder}/`);
const path = 'content/01-waiting.mdx';

interface Element {
  type: unknown;
  props: Record<string, unknown>;
}

/** Renders a chapter as the site does, into a list of elements and text in reading order. */
function render(source: string, rendered = source): (string | Element)[] {
  const file = join(folder, path);
  writeFileSync(file, source);
  const jsx = (type: unknown, props: unknown): Element => ({ type, props: { ...(props as object) } });
  const { default: content } = evaluate(rendered, {
    fileURL: pathToFileURL(file),
    mdastPlugins: [sitePlugin({ root, worlds: ['rates'] })],
    Fragment: 'fragment',
    jsx,
    jsxs: jsx,
  }) as { default: (props: unknown) => unknown };
  const list: (string | Element)[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'string') list.push(node);
    else if (typeof node === 'object' && node !== null) {
      const element = node as Element;
      list.push(element);
      visit(element.props['children']);
    }
  };
  visit(content({ components: { Example: 'example', Aside: 'aside' } }));
  return list.filter((item) => typeof item !== 'string' || item.trim() !== '');
}

function examplesIn(source: string): unknown[] {
  return render(source).flatMap((item) =>
    typeof item === 'object' && item.type === 'example' ? [JSON.parse(String(item.props['snippet']))] : [],
  );
}

const example = '```ts id=a\nf();\n```\n\n```output\n1\n```\n';

describe('the site', () => {
  test('puts an example in the place of its fences and leaves other code blocks alone', () => {
    const source = `---\ntitle: x\n---\n\nbefore\n\n\`\`\`ts id=a\nimport './b.ts';\n\`\`\`\n\`\`\`ts id=a file=b.ts\nexport {};\n\`\`\`\n\`\`\`output\n1\n\`\`\`\n\nbetween\n\n\`\`\`js\nx\n\`\`\`\n`;
    const names = render(source).map((item) => (typeof item === 'string' ? item : item.type));
    assert.deepEqual(names.slice(1), ['p', 'before', 'example', 'p', 'between', 'pre', 'code', 'x\n']);
  });

  test('gives the example exactly what the checker reads', () => {
    const code = [
      `/* " ' \` {} \${x} <b> </b> &amp; &quot; \\n \\\\ 😀 \u2028 {/* */} --> */`,
      `const a = \`<a href="x">\${1}</a>\`; // \\u0000 {{ }}`,
    ].join('\n');
    const source = `---\ntitle: x\n---\n\n- > \`\`\`ts id=a title='"quoted" & <b>'\n${code
      .split('\n')
      .map((line) => `  > ${line}`)
      .join(
        '\n',
      )}\n  > \`\`\`\n  > \`\`\`output\n  > {1} "&lt;"\n  > \`\`\`\n\n${example.replace('id=a', 'id=b')}`;
    const { snippets, problems } = extract({ path, source });
    assert.deepEqual(problems, []);
    assert.equal(snippets[0]?.files[0]?.code, code);
    assert.deepEqual(examplesIn(source), snippets);
  });

  test('does so for any code, however it is nested', () => {
    fc.assert(
      fc.property(chapters, ({ source: made }) => {
        let count = 0;
        const body = made
          .replace(/^\uFEFF?---[\s\S]*?---(\r\n|\r|\n)/, '')
          .replace(/( *ts {1,2}id=[ab])/g, () => ` ts id=a${++count} check-only="x"`)
          .replace(/(`{3,}|~{3,})output/g, '$1text');
        const source = `---\ntitle: x\n---\n\n${body.replace(/^\uFEFF/, '')}`;
        const { snippets, problems } = extract({ path, source, worlds: [] });
        fc.pre(problems.length === 0 && snippets.length > 0);
        assert.deepEqual(examplesIn(source), snippets);
      }),
    );
  });

  test('finds the examples when the frontmatter was blanked, as Astro does', () => {
    const source = `---\r\ntitle: x\r\n---\r\n\r\n${example.replaceAll('\n', '\r\n')}`;
    const blanked = source.replace(/^---[\s\S]*?---/, (head) => head.replace(/[^\r\n]/g, ' '));
    assert.equal(
      render(source, blanked).filter((item) => typeof item === 'object' && item.type === 'example').length,
      1,
    );
  });

  test('refuses to render a chapter with problems and says all of them with their places', () => {
    const source = `---\ntitle: x\n---\n\n\`\`\`ts id=a predit\nimport './worlds/rate.ts';\n\`\`\`\n\n\`\`\`ts id=b\nimport './worlds/rate.ts';\n\`\`\`\n\`\`\`output\n\`\`\`\n`;
    assert.throws(
      () => render(source),
      (error: Error & { line?: number; column?: number }) => {
        assert.match(error.message, /^content\/01-waiting\.mdx:5:12 `predit` is not a word/);
        assert.match(error.message, /^content\/01-waiting\.mdx:10:8 There is no world `rate\.ts`/m);
        assert.equal(error.line, 5);
        assert.equal(error.column, 12);
        return true;
      },
    );
  });

  test('refuses to render a file that changed meanwhile', () => {
    const source = `---\ntitle: x\n---\n\n${example}`;
    assert.throws(() => render(source, source.replace('f()', 'g()')), /changed while it was being rendered/);
  });

  test('leaves files outside of content alone', () => {
    const plugin = sitePlugin({ root, worlds: [] });
    const context = { sourceFormat: 'mdx', source: '', data: {} } as const;
    assert.equal(plugin({ ...context, fileURL: new URL('src/pages/a.mdx', root) }), undefined);
    assert.equal(plugin({ ...context, fileURL: undefined }), undefined);
  });
});
