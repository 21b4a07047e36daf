// The site’s caches.
// never: /interleave/

return `keys ${await caches.keys()}`;
