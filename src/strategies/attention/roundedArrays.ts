import type { Numbers } from '../../kernels/MatrixKernel.ts';
import { decodeFloat16Array } from '../../math/decodeFloat16.ts';
import { encodeFloat16Array } from '../../math/encodeFloat16.ts';
import type { Layout } from '../../nn/Layout.ts';
import type { ScoringWeights } from '../../nn/Pass.ts';
import { bytesOfRow, RoundedRows } from '../../nn/RoundedRows.ts';
import { roundRowsTo4, roundRowsTo8 } from '../../nn/roundRows.ts';
import { requireArray } from '../requireArray.ts';
import type { StateArray, StrategyState, WeightPrecision } from '../Strategy.ts';

type Arrays = Readonly<Record<string, StateArray>>;

/**
 * Rounds the weights of an encoder:
 *
 * | precision | `embedding` | `dense` |
 * |---|---|---|
 * | `float16` | halves | halves |
 * | `int8` | a byte each, times a scale for each row, in `embeddingScales` | likewise, in `denseScales`; biases and gains stay as they are, in `vectors` |
 * | `int4` | half a byte each, likewise | as for `int8` |
 *
 * @param arrays - of a fit, or rounded already: then they stay as they are
 * @param layout - the places of the dense weights
 * @param width - of the embedding
 * @param precision - how exactly to write the weights
 */
export function roundEncoder(
  arrays: StrategyState['arrays'],
  layout: Layout,
  width: number,
  precision: WeightPrecision,
): StrategyState['arrays'] {
  const { embedding, dense } = arrays;
  // Double precision is for checks.
  const isRounded = !(embedding instanceof Float32Array && dense instanceof Float32Array);
  if (precision === 'float32' || isRounded) return arrays;
  if (precision === 'float16') {
    return { ...arrays, embedding: encodeFloat16Array(embedding), dense: encodeFloat16Array(dense) };
  }
  const rows = precision === 'int8' ? roundRowsTo8(embedding, width) : roundRowsTo4(embedding, width);
  return { ...arrays, embedding: rows.values, embeddingScales: rows.scales, ...roundDense(dense, layout) };
}

function roundDense(dense: Float32Array, layout: Layout) {
  const { matrices, rowCount, vectors } = sizesOf(layout);
  const values = new Int8Array(matrices);
  const denseScales = new Uint16Array(rowCount);
  const kept = new Float32Array(vectors);
  eachParameter(layout, ({ start, length, columns, isMatrix, at, row }) => {
    const part = dense.subarray(start, start + length);
    if (!isMatrix) {
      kept.set(part, at);
      return;
    }
    const rounded = roundRowsTo8(part, columns);
    values.set(rounded.values, at);
    denseScales.set(rounded.scales, row);
  });
  return { dense: values, denseScales, vectors: kept };
}

/**
 * Reads weights as {@link roundEncoder} or a fit leaves them. The embedding, by far the largest part, stays rounded in
 * memory, since a movie needs a few dozen rows of it; all else becomes numbers.
 *
 * @param arrays - of a saved state
 * @param layout - the places of the dense weights
 * @param vocabularySize - rows of the embedding
 * @param width - of the embedding
 * @throws GenrekitError `invalid-model` when an array is missing, of another length, or not finite
 */
export function readWeights(
  arrays: Arrays,
  layout: Layout,
  vocabularySize: number,
  width: number,
): ScoringWeights {
  return { embedding: readEmbedding(arrays, vocabularySize, width), dense: readDense(arrays, layout) };
}

function readEmbedding(arrays: Arrays, rows: number, width: number): Numbers | RoundedRows {
  const { embedding } = arrays;
  const length = rows * width;
  if (embedding instanceof Uint16Array)
    return decodeFloat16Array(requireArray(arrays, 'embedding', Uint16Array, length));
  const isPairs = embedding instanceof Uint8Array;
  if (!isPairs && !(embedding instanceof Int8Array))
    return requireArray(arrays, 'embedding', Float32Array, length);
  const values = isPairs
    ? requireArray(arrays, 'embedding', Uint8Array, rows * bytesOfRow(width))
    : requireArray(arrays, 'embedding', Int8Array, length);
  const scales = decodeFloat16Array(requireArray(arrays, 'embeddingScales', Uint16Array, rows));
  return new RoundedRows(values, scales, width);
}

function readDense(arrays: Arrays, layout: Layout): Numbers {
  const { dense } = arrays;
  if (dense instanceof Uint16Array)
    return decodeFloat16Array(requireArray(arrays, 'dense', Uint16Array, layout.size));
  if (!(dense instanceof Int8Array)) return requireArray(arrays, 'dense', Float32Array, layout.size);
  const sizes = sizesOf(layout);
  const values = requireArray(arrays, 'dense', Int8Array, sizes.matrices);
  const scales = decodeFloat16Array(requireArray(arrays, 'denseScales', Uint16Array, sizes.rowCount));
  const vectors = requireArray(arrays, 'vectors', Float32Array, sizes.vectors);
  const numbers = new Float32Array(layout.size);
  eachParameter(layout, ({ start, length, columns, isMatrix, at, row }) => {
    if (!isMatrix) numbers.set(vectors.subarray(at, at + length), start);
    else
      for (let i = 0; i < length; i++)
        numbers[start + i] = values[at + i]! * scales[row + Math.floor(i / columns)]!;
  });
  return numbers;
}

/** A parameter of a layout, and where its rounded form begins. */
interface Place {
  readonly start: number;
  readonly length: number;
  readonly columns: number;
  readonly isMatrix: boolean;
  /** Index in `dense` of a matrix, in `vectors` of a vector. */
  readonly at: number;
  /** Index of the first scale. */
  readonly row: number;
}

/** Goes through a layout, and tells how much there was of each kind. */
function eachParameter(layout: Layout, visit: (place: Place) => void) {
  const sizes = { matrices: 0, rowCount: 0, vectors: 0 };
  for (const { start, rows, columns, initial } of layout.parameters) {
    const length = rows * columns;
    const isMatrix = initial === 'glorot';
    const at = isMatrix ? sizes.matrices : sizes.vectors;
    visit({ start, length, columns, isMatrix, at, row: sizes.rowCount });
    sizes[isMatrix ? 'matrices' : 'vectors'] += length;
    if (isMatrix) sizes.rowCount += rows;
  }
  return sizes;
}

function sizesOf(layout: Layout) {
  return eachParameter(layout, () => {});
}
