/** Single precision for speed, double precision for checks; what is built on kernels takes either. */
export type Numbers = Float32Array | Float64Array;

/** A matrix inside a flat array, row by row; a slice of the columns of a wider matrix has that one's stride. */
export interface Block {
  readonly data: Numbers;
  /** Index of the first element. */
  readonly start: number;
  /** Elements from one row to the next. */
  readonly stride: number;
}

/**
 * Which factor is read transposed:
 *
 * - `'plain'`: C = A B, with A rows x depth and B depth x columns.
 * - `'left'`: C = Aᵀ B, with A depth x rows and B depth x columns.
 * - `'right'`: C = A Bᵀ, with A rows x depth and B columns x depth.
 */
export type Transposed = 'plain' | 'left' | 'right';

/** The size of a product: C is rows x columns, and each of its elements a sum of `depth` products. */
export interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/**
 * Multiplies matrices, and takes hyperbolic tangents. Each element of a product is summed in the order of the depth, beginning with what C holds (or
 * 0), every product and every sum rounded to the precision of the arrays. That fixes the bits, whoever computes them.
 */
export interface MatrixKernel {
  /** @returns an array of zeros of the precision that this kernel computes in */
  zeros(length: number): Numbers;
  /**
   * @param transposed - which factor is read transposed
   * @param size - rows and columns of C, and how many products make an element
   * @param c - overwritten, or added to; apart from A and B
   * @param a - left factor
   * @param b - right factor
   * @param isAdded - whether the product is added to C
   */
  multiply(transposed: Transposed, size: ProductSize, c: Block, a: Block, b: Block, isAdded?: boolean): void;
  /** @param data - numbers to replace by their hyperbolic tangents */
  tanh(data: Numbers): void;
  /**
   * Says that an array does not change any more, so that a kernel can have a copy where it computes.
   *
   * @param data - right factors of products to come; takes the place of the array kept before
   */
  keep(data: Numbers): void;
}

/**
 * @param data - all of a matrix
 * @param stride - its number of columns
 * @param start - index of its first element
 */
export function block(data: Numbers, stride: number, start = 0): Block {
  return { data, start, stride };
}
