// The site itself, with the reader’s cookies.

await fetch('SITE?leak', { mode: 'no-cors', credentials: 'include' });
return 'WENT';
