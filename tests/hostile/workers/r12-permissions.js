// Devices and permissions.
// never: /GRANTED|granted/

for (const [n, f] of Object.entries({ geolocation: () => navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state), usb: () => navigator.usb.getDevices(), serial: () => navigator.serial.getPorts(), hid: () => navigator.hid.getDevices(), gpu: () => navigator.gpu.requestAdapter().then((a) => a && 'GRANTED') })) try { lab.print(`${n} ${await f()}`); } catch (e) { lab.print(`${n} ${e.name}`); }
