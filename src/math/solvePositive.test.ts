import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from './SeededRandom.ts';
import { solvePositive } from './solvePositive.ts';

describe('solvePositive', () => {
  it.each([1, 2, 5, 30])('solves %i equations as ml-matrix does', (n) => {
    const random = new SeededRandom(n);
    const root = Matrix.from1DArray(
      n + 3,
      n,
      Float64Array.from({ length: (n + 3) * n }, () => random.float() - 0.5),
    );
    const matrix = root.transpose().mmul(root).add(Matrix.eye(n, n).mul(0.1));
    const right = Float64Array.from({ length: n }, () => random.float());
    const expected = solve(matrix, Matrix.columnVector(right)).to1DArray();
    solvePositive(Float64Array.from(matrix.to1DArray()), right);
    right.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 8);
    });
  });
});
