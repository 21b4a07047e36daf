// The site’s storage.
// never: /secret/

return localStorage.canary;
