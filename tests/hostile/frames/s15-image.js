// A picture.

new Image().src = 'http://evil.test/x.png';
