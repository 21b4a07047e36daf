// Navigates to a blob that fetches.

location.href = URL.createObjectURL(new Blob(['<script>fetch("http://evil.test/")</' + 'script>'], { type: 'text/html' }));
