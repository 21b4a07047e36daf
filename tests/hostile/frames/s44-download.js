// A download.

const e = document.createElement('a');
e.href = 'data:application/octet-stream,hi';
e.download = 'x.exe';
document.body.append(e);
e.click();
