import { test } from './worlds/test.ts';

test('gives 42 as well', () => {});
export const answer = (): number => 42;
