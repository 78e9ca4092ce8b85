/** A matrix of many rows and few columns, row by row. */
export interface Tall {
  readonly rowCount: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A column of which less than this share (squared) is not in the columns before it counts as none of its own. */
const SMALLEST_PIVOT = 1e-10;

/**
 * Makes the columns of a matrix orthogonal and of length 1, in place, by Cholesky QR (Stathopoulos and Wu 2002; twice
 * it is as exact as Householder's, Yamamoto et al. 2015): all its work is two passes over the rows in their order in
 * memory. A column that depends on those before it becomes 0.
 *
 * @param matrix - overwritten
 */
export function orthonormalise(matrix: Tall): void {
  const { rowCount, width, values } = matrix;
  const triangle = factorise(gramOf(matrix, matrix), width);
  const row = new Float64Array(width);
  for (let start = 0; start < rowCount * width; start += width) {
    for (let j = 0; j < width; j++) row[j] = values[start + j]!;
    for (let k = 0; k < width; k++) {
      const pivot = triangle[k * width + k]!;
      const own = pivot === 0 ? 0 : row[k]! / pivot;
      row[k] = own;
      if (own === 0) continue;
      for (let j = k + 1, at = k * width + j; j < width; j++, at++) row[j]! -= own * triangle[at]!;
    }
    values.set(row, start);
  }
}

/**
 * @param left - rows x width
 * @param right - as many rows and columns; such that the product is symmetric
 * @returns leftᵀ right, width x width
 */
export function gramOf(left: Tall, right: Tall): Float64Array {
  const { rowCount, width } = left;
  const gram = new Float64Array(width * width);
  for (let start = 0; start < rowCount * width; start += width) {
    for (let i = 0; i < width; i++) {
      const factor = left.values[start + i]!;
      if (factor === 0) continue;
      for (let j = i, at = i * width + i; j < width; j++, at++)
        gram[at]! += factor * right.values[start + j]!;
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = i + 1; j < width; j++) gram[j * width + i] = gram[i * width + j]!;
  }
  return gram;
}

/** Cholesky's upper triangle R of Rᵀ R = G, with rows of 0 where a column depends on those before. */
function factorise(gram: Float64Array, width: number): Float64Array {
  const rest = gram.slice();
  const triangle = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    const square = rest[k * width + k]!;
    if (!(square > SMALLEST_PIVOT * gram[k * width + k]!)) continue;
    const pivot = Math.sqrt(square);
    for (let j = k; j < width; j++) triangle[k * width + j] = rest[k * width + j]! / pivot;
    for (let i = k + 1; i < width; i++) {
      const factor = triangle[k * width + i]!;
      if (factor === 0) continue;
      for (let j = i; j < width; j++) rest[i * width + j]! -= factor * triangle[k * width + j]!;
    }
  }
  return triangle;
}
