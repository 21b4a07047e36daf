// The picture of a notification.

new Notification('x', { icon: 'http://evil.test/x.png', image: 'http://evil.test/y.png' });
