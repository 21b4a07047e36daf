// Makes an address for a blob that is a page.
// never: /WENT/

const u = URL.createObjectURL(new Blob(['<script>top.pwned=1</script>'], { type: 'text/html' }));
console.log(u.slice(0, 10));
