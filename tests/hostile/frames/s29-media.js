// Film and sound.

document.body.insertAdjacentHTML('beforeend', '<video src=http://evil.test/x.mp4 preload=auto></video><audio src=http://evil.test/x.mp3 preload=auto></audio>');
