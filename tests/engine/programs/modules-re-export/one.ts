export const one = 1;
export const both = 'from one';
