// The site’s private files.
// never: /OPEN/

await navigator.storage.getDirectory();
return 'OPEN';
