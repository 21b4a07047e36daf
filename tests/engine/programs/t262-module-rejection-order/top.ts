import './left.ts';
import './fine.ts';
console.log('never');
