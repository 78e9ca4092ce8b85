const SMALLEST_PIVOT = 1e-12;

/**
 * Solves (A + r diag(A)) x = b by elimination, for a symmetric A without negative eigenvalues.
 *
 * @param matrix - A, row by row; not changed
 * @param right - b
 * @param ridge - r, above 0
 * @returns x; 0 where A says nothing
 */
export function solveRidge(matrix: Float64Array, right: Float64Array, ridge: number): Float64Array {
  const width = right.length;
  const a = matrix.map((value, cell) => (cell % (width + 1) === 0 ? value * (1 + ridge) : value));
  const x = right.slice();
  for (let pivot = 0; pivot < width; pivot++) {
    const first = a[pivot * width + pivot]!;
    for (let row = 0; row < width; row++) {
      if (row === pivot || first <= SMALLEST_PIVOT) continue;
      const factor = a[row * width + pivot]! / first;
      for (let column = pivot; column < width; column++)
        a[row * width + column]! -= factor * a[pivot * width + column]!;
      x[row]! -= factor * x[pivot]!;
    }
  }
  return x.map((value, row) => (a[row * width + row]! > SMALLEST_PIVOT ? value / a[row * width + row]! : 0));
}
