// Serialises what serialises itself for ever.
// ends: any

const a = { toJSON() { return { a }; } };
JSON.stringify(a);
