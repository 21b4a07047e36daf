// The site’s cookies.
// never: /secret/

return cookieStore ? JSON.stringify(await cookieStore.getAll()) : '';
