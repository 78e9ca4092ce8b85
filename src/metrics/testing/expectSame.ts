import { expect } from 'vitest';

/** Two numbers are the same within 1e-12, or both undefined (`NaN`). */
export function expectSame(actual: number | undefined, expected: number | undefined): void {
  if (expected === undefined || Number.isNaN(expected)) expect(actual).toEqual(expected);
  else expect(actual).toBeCloseTo(expected, 12);
}
