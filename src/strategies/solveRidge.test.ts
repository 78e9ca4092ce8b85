import fc from 'fast-check';
import { expect, it } from 'vitest';
import { solveRidge } from './solveRidge.ts';

it('solves (A + r diag(A)) x = b for A = M M transposed', () => {
  const cell = fc.integer({ min: -5, max: 5 });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 9, maxLength: 9 }), fc.tuple(cell, cell, cell), (m, b) => {
      const a = new Float64Array(9);
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++)
          for (let k = 0; k < 3; k++) a[i * 3 + j]! += m[i * 3 + k]! * m[j * 3 + k]!;
      const before = a.slice();
      const x = solveRidge(a, Float64Array.from(b), 0.5);
      expect(a).toEqual(before);
      for (let i = 0; i < 3; i++) {
        if (a[i * 4] === 0) {
          expect(x[i]).toBe(0);
          continue;
        }
        let sum = 0;
        for (let j = 0; j < 3; j++) sum += a[i * 3 + j]! * (i === j ? 1.5 : 1) * x[j]!;
        expect(sum).toBeCloseTo(b[i]!, 6);
      }
    }),
  );
});
