/*---
defines: [order]
---*/
const order = [];
