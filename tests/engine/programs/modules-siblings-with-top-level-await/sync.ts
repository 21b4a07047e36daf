console.log('sync runs while the others wait');
