// Text as code with a source map.

try { eval('1\n//# sourceMappingURL=http://evil.test/x.map'); } catch (e) { lab.print(e.name); }
try { new Function('1\n//# sourceMappingURL=http://evil.test/y.map')(); } catch (e) { lab.print(e.name); }
