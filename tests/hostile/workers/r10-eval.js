// Code from text.
// never: /RAN/

for (const f of [() => eval('1'), () => new Function('return 1')(), () => setTimeout('1')]) try { lab.print(f() === 1 ? 'RAN' : 'no'); } catch (e) { lab.print(e.name); }
