console.log('broken is evaluated');
export const value = 1;
throw new Error('broken');
