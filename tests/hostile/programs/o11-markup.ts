// Prints markup, control characters and text that runs the other way.
// ends: quiet
// prints: /^<img src=http:..\S+ onerror=top.pwned=1> <.script><script>top.pwned=1<.script>/
// includes: /./

console.log('<img src=http://evil.test/p onerror=top.pwned=1>', '</script><script>top.pwned=1</script>', '\u202e', '\u001b[31mred');
