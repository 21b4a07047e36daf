// Hides a brace from the engine, not from the compiler: `<!--` begins a comment in scripts only.
// ends: quiet | refused | uncaught
// never: /ESCAPED/

let y = 2, x = 1;
x<!--y, function () {
}; console.log('ESCAPED before everything');
//
}
