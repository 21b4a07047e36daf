// A regular expression that backtracks for years. (Some engines give up early.)
// ends: limit:blocked | quiet

/^(a+)+$/.test(`${'a'.repeat(40)}!`);
