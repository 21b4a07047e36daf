await null;
throw new Error('broken after an await');
export {};
