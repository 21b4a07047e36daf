// A frame with a document of its own.

const e = document.createElement('iframe');
e.srcdoc = '<img src=http://evil.test/x.png><script>fetch("http://evil.test/y")</' + 'script>';
document.body.append(e);
