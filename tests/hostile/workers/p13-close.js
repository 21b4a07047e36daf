// Closes its worker without a word.
// ends: limit:blocked | limit:time | failed

self.close();
return lab.stay();
