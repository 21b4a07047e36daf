// The whole screen.
// never: /FULL/

await document.body.requestFullscreen();
return 'FULL';
