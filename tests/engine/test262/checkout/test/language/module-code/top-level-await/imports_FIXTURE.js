export const value = await 42;
