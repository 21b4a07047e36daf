console.log('greet is evaluated once');
export const greet = (who: string) => `hello ${who}`;
export default (who: string) => `HELLO ${who.toUpperCase()}`;
