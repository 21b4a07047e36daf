// Tables, groups and labels of SVG, HTML, MathML and addresses; terminal escapes, line separators and bidi controls among them.
// ends: quiet
// most: 120

const bad = ['<svg onload="top.pwned=1"><image href="http://evil.test/i"/></svg>', '<math><mtext><img src=x onerror=top.pwned=1></mtext></math>', '\u001b]8;;http://evil.test/\u0007link\u001b]8;;\u0007', '\u001b[2J\u001b[31mred', '\u202egnp.exe\u202c', '\u2066\u2067\u2068a\u2069', 'a\u2028b\u2029c', '\u0000\u0007\u0008\u007f\u0085', '<!--', ']]>', '</li></ol><h1>Interleave</h1>', 'http://evil.test/click', 'javascript:top.pwned=1'];
console.table(bad.map((text) => ({ [text]: text })));
for (const text of bad) console.log(text, { [text]: text }, [text], new Map([[text, text]]), Symbol(text));
for (const text of bad) { console.group(text); console.groupEnd(); console.count(text); }
