let asked = 0;
export const answer = (): number => ({ toString: () => '42', valueOf: () => (asked++ > 0 ? 42 : 41) }) as never;
