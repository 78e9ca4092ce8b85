/**
 * Solves A x = b by Cholesky's decomposition A = L Lᵀ.
 *
 * @param matrix - A, symmetric and positive definite, n x n by rows; only its lower triangle is read, which becomes L
 * @param right - b, which becomes x
 */
export function solvePositive(matrix: Float64Array, right: Float64Array): void {
  const n = right.length;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column]!;
      for (let k = 0; k < column; k++) sum -= matrix[row * n + k]! * matrix[column * n + k]!;
      matrix[row * n + column] = row === column ? Math.sqrt(sum) : sum / matrix[column * n + column]!;
    }
  }
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) right[row]! -= matrix[row * n + k]! * right[k]!;
    right[row]! /= matrix[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) right[row]! -= matrix[k * n + row]! * right[k]!;
    right[row]! /= matrix[row * n + row]!;
  }
}
