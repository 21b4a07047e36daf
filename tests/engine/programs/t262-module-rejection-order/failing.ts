await null;
throw new Error('failing');
export {};
