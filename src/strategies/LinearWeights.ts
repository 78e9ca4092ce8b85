import { GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { decodeFloat16Array } from '../math/decodeFloat16.ts';
import { requireArray } from './requireArray.ts';
import type { StateArray } from './Strategy.ts';

/** Named arrays of {@link LinearWeights}, as models store them. */
export type LinearArrays = Readonly<Record<string, StateArray>>;

/**
 * One linear function a label. All weights of a feature lie side by side, so scoring a sparse row reads one short run of
 * memory for each of its entries.
 */
export class LinearWeights {
  /** All powers of two that features are multiplied with. */
  private readonly powers = Float64Array.from(
    { length: 2 * LARGEST_EXPONENT + 1 },
    (_, i) => 2 ** (i - LARGEST_EXPONENT),
  );

  /**
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @param data - features x labels, row by row
   * @param biases - what is added to each label's sum
   * @param scales - what a label's weights in `data` are multiplied with; absent = 1
   * @param exponents - the power of two that each feature's weights in `data` are multiplied with; absent = 0
   */
  constructor(
    readonly labels: LabelSet,
    readonly featureCount: number,
    private readonly data: Float32Array | Int8Array,
    private readonly biases: Float64Array,
    private readonly scales?: Float32Array,
    private readonly exponents?: Int8Array,
  ) {
    if (data.length !== featureCount * labels.size || biases.length !== labels.size) {
      throw new GenrekitError(
        'shape-mismatch',
        `${featureCount} features by ${labels.size} labels do not fit ${data.length} weights and ${biases.length} biases.`,
      );
    }
  }

  /**
   * @param matrix - samples x features
   * @returns samples x labels
   * @throws GenrekitError `shape-mismatch` when the matrix has another number of features
   */
  scores(matrix: CsrMatrix): ScoreMatrix {
    if (matrix.columnCount !== this.featureCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `The model was fitted on ${this.featureCount} features; got ${matrix.columnCount}. Use the same extractor.`,
      );
    }
    const { data, biases, scales } = this;
    const { rowOffsets, columns, rowCount } = matrix;
    const values = this.valuesOf(matrix);
    const width = biases.length;
    const scores = new Float64Array(rowCount * width);
    for (let row = 0; row < rowCount; row++) {
      const first = row * width;
      const end = rowOffsets[row + 1]!;
      let k = rowOffsets[row]!;
      // Four entries a turn: the scores are then read and written a quarter as often.
      for (; k < end - 3; k += 4) {
        const at0 = columns[k]! * width;
        const at1 = columns[k + 1]! * width;
        const at2 = columns[k + 2]! * width;
        const at3 = columns[k + 3]! * width;
        const value0 = values[k]!;
        const value1 = values[k + 1]!;
        const value2 = values[k + 2]!;
        const value3 = values[k + 3]!;
        for (let label = 0; label < width; label++) {
          scores[first + label]! +=
            value0 * data[at0 + label]! +
            value1 * data[at1 + label]! +
            value2 * data[at2 + label]! +
            value3 * data[at3 + label]!;
        }
      }
      for (; k < end; k++) {
        const value = values[k]!;
        const at = columns[k]! * width;
        for (let label = 0; label < width; label++) scores[first + label]! += value * data[at + label]!;
      }
      for (let label = 0; label < width; label++) {
        scores[first + label] = scores[first + label]! * (scales?.[label] ?? 1) + biases[label]!;
      }
    }
    return new ScoreMatrix(this.labels, rowCount, scores);
  }

  /**
   * @param feature - column of the feature matrix
   * @param label - label number
   * @returns what one unit of the feature adds to the label's score
   */
  weightOf(feature: number, label: number): number {
    const weight = this.data[feature * this.labels.size + label]! * (this.scales?.[label] ?? 1);
    return weight * this.powers[LARGEST_EXPONENT + (this.exponents?.[feature] ?? 0)]!;
  }

  /**
   * @param label - label number
   * @returns the label's score when all features are 0
   */
  biasOf(label: number): number {
    return this.biases[label]!;
  }

  /** @returns the arrays to save, which hold the same numbers to the last bit */
  arrays(): LinearArrays {
    const { data, biases, scales, exponents } = this;
    return { weights: data, biases, ...(scales && { scales }), ...(exponents && { exponents }) };
  }

  private valuesOf({ columns, values }: CsrMatrix): Float64Array {
    const { exponents, powers } = this;
    if (exponents === undefined) return values;
    const scaled = new Float64Array(values.length);
    for (let k = 0; k < scaled.length; k++)
      scaled[k] = values[k]! * powers[LARGEST_EXPONENT + exponents[columns[k]!]!]!;
    return scaled;
  }

  /**
   * @param arrays - what {@link LinearWeights.arrays} gave
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @throws GenrekitError `invalid-model` when an array is missing, of the wrong type or length, or not finite
   */
  static fromArrays(arrays: LinearArrays, labels: LabelSet, featureCount: number): LinearWeights {
    const count = featureCount * labels.size;
    const biases = requireArray(arrays, 'biases', Float64Array, labels.size);
    let { weights } = arrays;
    if (weights instanceof Uint16Array)
      weights = decodeFloat16Array(requireArray(arrays, 'weights', Uint16Array, count));
    const type = weights instanceof Int8Array ? Int8Array : Float32Array;
    const hasScales = type === Int8Array || arrays.scales !== undefined;
    const exponents = arrays.exponents && requireArray(arrays, 'exponents', Int8Array, featureCount);
    for (let feature = 0; exponents !== undefined && feature < featureCount; feature++) {
      if (Math.abs(exponents[feature]!) > LARGEST_EXPONENT)
        throw new GenrekitError('invalid-model', 'The saved strategy has exponents out of range.');
    }
    return new LinearWeights(
      labels,
      featureCount,
      requireArray({ weights } as LinearArrays, 'weights', type as typeof Float32Array, count),
      biases,
      hasScales ? requireArray(arrays, 'scales', Float32Array, labels.size) : undefined,
      exponents,
    );
  }
}

/** Beyond these a weight could leave the range in which scores are compared. */
const LARGEST_EXPONENT = 32;
