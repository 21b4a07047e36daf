// The site’s locks.
// never: /OPEN/

const q = await navigator.locks.query();
return `OPEN ${JSON.stringify(q)}`;
