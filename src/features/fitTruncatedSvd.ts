import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { GenrekitError } from '../errors.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { DenseMatrix } from '../math/DenseMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { gramOf, orthonormalise, type Tall } from './orthonormalise.ts';
import type { SvdOptions } from './SvdOptions.ts';
import { addProducts, addTransposedProducts } from './sparseProducts.ts';
import { TruncatedSvd } from './TruncatedSvd.ts';

/** So many columns are multiplied at a time: a matrix of features x columns then stays small. */
const BLOCK = 64;

/** Singular values below this share of the largest are rounding errors: the squares of both are compared in doubles. */
const SMALLEST_SHARE = 1e-7;

/** What a fit is told besides the rows. */
export interface SvdContext {
  readonly seed: number;
  /** How often each row counts; absent = once. */
  readonly sampleWeights?: Float64Array | undefined;
  /** Awaited again and again; may throw to stop the fit. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** What a fit gives. */
export interface SvdFit {
  readonly svd: TruncatedSvd;
  /** Largest first, one a dimension. */
  readonly singularValues: Float64Array;
}

/**
 * Finds the leading right singular vectors of sparse rows by a randomised range finder with power iterations (Halko,
 * Martinsson and Tropp, SIAM Review 53(2), 2011, algorithms 4.4 and 5.1).
 *
 * All of it happens on the side of the rows: with A the matrix, the range of (A Aᵀ)^q A Ω gets an orthonormal basis Q,
 * and the eigenvectors of Qᵀ A Aᵀ Q, which is small, turn Q into the left singular vectors U; the right ones are Aᵀ U
 * divided by the singular values. Eigenvectors are a library's (ml-matrix); it uses square roots, which are exact, and
 * no other function whose last bits depend on the engine. Each vector's largest entry is made positive, so that signs
 * are no matter of chance.
 *
 * @param matrix - samples x features; not changed
 * @param options - every option set
 * @param context - seed, row weights
 * @returns the reduction; of fewer dimensions than asked for where the rows span fewer, but of one at least
 * @throws GenrekitError `invalid-value` when the rows are not finite, or so large that their squares are not
 */
export async function fitTruncatedSvd(
  matrix: CsrMatrix,
  { dimensions, powerIterations, oversampling }: Required<SvdOptions>,
  { seed, sampleWeights, pause = async () => {} }: SvdContext,
): Promise<SvdFit> {
  const { rowCount, columnCount } = matrix;
  const rows = weighted(matrix, sampleWeights);
  const width = Math.min(dimensions + oversampling, rowCount, columnCount);
  const random = new SeededRandom(seed);
  const basis: Tall = { rowCount, width, values: new Float64Array(rowCount * width) };
  const block = new Float64Array(columnCount * Math.min(BLOCK, width));

  await inBlocks(async (first, count) => {
    for (let i = 0; i < columnCount * count; i++) block[i] = 2 * random.float() - 1;
    addProducts(rows, block, count, basis, first);
  });
  for (let turn = 0; turn < powerIterations; turn++) {
    orthonormalise(basis);
    await pause();
    const turned = await timesGram();
    basis.values.set(turned.values);
  }
  // Twice: what the first pass leaves of the columns' likeness, which grows with their condition, the second removes.
  orthonormalise(basis);
  orthonormalise(basis);
  await pause();
  const { values, vectors } = eigenOf(gramOf(basis, await timesGram()), width);

  const floor = SMALLEST_SHARE ** 2 * (values[0] ?? 0);
  const kept = Math.min(dimensions, values.findIndex((value) => !(value > floor)) >>> 0, values.length);
  const dimensionsLeft = Math.max(1, kept);
  const components = new Float32Array(columnCount * dimensionsLeft);
  for (let first = 0; first < kept; first += BLOCK) {
    await pause();
    const count = Math.min(BLOCK, kept - first);
    const left = timesVectors(basis, vectors, first, count);
    block.fill(0);
    addTransposedProducts(rows, left, 0, count, block);
    for (let j = 0; j < count; j++) {
      writeComponent(block, count, j, Math.sqrt(values[first + j]!), components, dimensionsLeft, first + j);
    }
  }
  return {
    svd: new TruncatedSvd(new DenseMatrix(columnCount, dimensionsLeft, components)),
    singularValues: values.slice(0, kept).map(Math.sqrt),
  };

  async function inBlocks(run: (first: number, count: number) => void): Promise<void> {
    for (let first = 0; first < width; first += BLOCK) {
      await pause();
      run(first, Math.min(BLOCK, width - first));
    }
  }

  /** A Aᵀ times the basis. */
  async function timesGram(): Promise<Tall> {
    const product: Tall = { rowCount, width, values: new Float64Array(rowCount * width) };
    await inBlocks((first, count) => {
      block.fill(0);
      addTransposedProducts(rows, basis, first, count, block);
      addProducts(rows, block, count, product, first);
    });
    return product;
  }
}

/** A row of weight w is taken as w equal rows: its values times the root of w, which gives the same Aᵀ A. */
function weighted(matrix: CsrMatrix, weights: Float64Array | undefined): CsrMatrix {
  const { rowCount, rowOffsets, values } = matrix;
  let squares = 0;
  for (const value of values) squares += value * value;
  if (!Number.isFinite(squares)) {
    throw new GenrekitError(
      'invalid-value',
      'The features must be finite numbers, and so must the sum of their squares. Scale them down.',
    );
  }
  if (weights === undefined) return matrix;
  const scaled = values.slice();
  for (let row = 0; row < rowCount; row++) {
    const factor = Math.sqrt(weights[row]!);
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) scaled[k]! *= factor;
  }
  return new CsrMatrix(rowCount, matrix.columnCount, rowOffsets, matrix.columns, scaled);
}

/** Eigenvalues of a symmetric matrix, largest first, and the eigenvectors as columns. */
function eigenOf(symmetric: Float64Array, width: number): { values: Float64Array; vectors: Float64Array } {
  const values = new Float64Array(width);
  const vectors = new Float64Array(width * width);
  if (width === 0) return { values, vectors };
  const matrix = Matrix.from1DArray(width, width, symmetric);
  const found = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const columns = found.eigenvectorMatrix;
  found.realEigenvalues
    .map((value, column) => ({ value, column }))
    .sort((a, b) => b.value - a.value || a.column - b.column)
    .forEach(({ value, column }, place) => {
      values[place] = value;
      for (let row = 0; row < width; row++) vectors[row * width + place] = columns.get(row, column);
    });
  return { values, vectors };
}

/** The basis times some of the eigenvectors. */
function timesVectors(
  { rowCount, width, values }: Tall,
  vectors: Float64Array,
  first: number,
  count: number,
): Tall {
  const product = new Float64Array(rowCount * count);
  for (let row = 0; row < rowCount; row++) {
    for (let k = 0; k < width; k++) {
      const factor = values[row * width + k]!;
      const from = k * width + first;
      for (let j = 0; j < count; j++) product[row * count + j]! += factor * vectors[from + j]!;
    }
  }
  return { rowCount, width: count, values: product };
}

/** Divides a column of a block by a number, makes its largest entry positive, and writes it among the components. */
function writeComponent(
  block: Float64Array,
  blockWidth: number,
  blockColumn: number,
  divisor: number,
  components: Float32Array,
  width: number,
  column: number,
): void {
  let largest = 0;
  for (let at = blockColumn; at < block.length; at += blockWidth) {
    if (Math.abs(block[at]!) > Math.abs(largest)) largest = block[at]!;
  }
  const scale = largest < 0 ? -divisor : divisor;
  for (let at = blockColumn, to = column; to < components.length; at += blockWidth, to += width) {
    components[to] = block[at]! / scale;
  }
}
