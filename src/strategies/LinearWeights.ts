import { GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { decodeFloat16Array, encodeFloat16Array } from '../math/float16.ts';
import { requireArray } from './requireArray.ts';
import type { StateArray, WeightPrecision } from './Strategy.ts';

/** Named arrays of {@link LinearWeights}, as models store them. */
export type LinearArrays = Readonly<Record<string, StateArray>>;

/**
 * One linear function a label. All weights of a feature lie side by side, so scoring a sparse row reads one short run of
 * memory for each of its entries.
 */
export class LinearWeights {
  /**
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @param data - features x labels, row by row
   * @param scales - what a label's weights in `data` are multiplied with; absent = 1
   * @param biases - what is added to each label's sum
   */
  constructor(
    readonly labels: LabelSet,
    readonly featureCount: number,
    private readonly data: Float32Array | Int8Array,
    private readonly biases: Float64Array,
    private readonly scales?: Float32Array,
  ) {
    if (data.length !== featureCount * labels.size || biases.length !== labels.size) {
      throw new GenrekitError(
        'shape-mismatch',
        `${featureCount} features by ${labels.size} labels do not fit ${data.length} weights and ${biases.length} biases.`,
      );
    }
  }

  /**
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @param functions - for each label its weights, one a feature, and its bias
   * @returns the same functions, weights rounded to single precision
   * @throws GenrekitError `invalid-value` when a weight is too large for that
   */
  static fromFunctions(
    labels: LabelSet,
    featureCount: number,
    functions: readonly { readonly weights: Float64Array; readonly bias: number }[],
  ): LinearWeights {
    const width = labels.size;
    const data = new Float32Array(featureCount * width);
    functions.forEach(({ weights }, label) => {
      for (let feature = 0; feature < featureCount; feature++)
        data[feature * width + label] = weights[feature]!;
    });
    checkFinite(data, 'single precision', 'Scale the features down');
    return new LinearWeights(
      labels,
      featureCount,
      data,
      Float64Array.from(functions, ({ bias }) => bias),
    );
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
    const { rowOffsets, columns, values, rowCount } = matrix;
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
    return this.data[feature * this.labels.size + label]! * (this.scales?.[label] ?? 1);
  }

  /**
   * @param label - label number
   * @returns the label's score when all features are 0
   */
  biasOf(label: number): number {
    return this.biases[label]!;
  }

  /**
   * @param precision - how exactly to write the weights; int8 weights are written as they are
   * @returns the arrays to save
   * @throws GenrekitError `invalid-value` when a weight is too large for half precision
   */
  arrays(precision: WeightPrecision): LinearArrays {
    const { data, biases, scales } = this;
    if (data instanceof Int8Array) return { weights: data, scales: scales!, biases };
    if (precision === 'float32') return { weights: data, biases };
    if (precision === 'float16') {
      const bits = encodeFloat16Array(data);
      checkFinite(decodeFloat16Array(bits), 'half precision', "Save the weights as 'int8' or 'float32'");
      return { weights: bits, biases };
    }
    return { ...this.quantised(data), biases };
  }

  /** Rounds each label's weights to 255 steps between its largest weight and the opposite (symmetric, per label). */
  private quantised(data: Float32Array): { weights: Int8Array; scales: Float32Array } {
    const width = this.labels.size;
    const scales = new Float32Array(width);
    data.forEach((weight, i) => {
      const label = i % width;
      scales[label] = Math.max(scales[label]!, Math.abs(weight) / 127);
    });
    // Rounding half away from zero by hand: Math.round goes up for both signs.
    const weights = Int8Array.from(data, (weight, i) => {
      const scale = scales[i % width]!;
      return scale === 0 ? 0 : Math.sign(weight) * Math.min(127, Math.floor(Math.abs(weight) / scale + 0.5));
    });
    return { weights, scales };
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
    const { weights } = arrays;
    if (weights instanceof Int8Array) {
      const scales = requireArray(arrays, 'scales', Float32Array, labels.size);
      return new LinearWeights(
        labels,
        featureCount,
        requireArray(arrays, 'weights', Int8Array, count),
        biases,
        scales,
      );
    }
    if (weights instanceof Uint16Array) {
      const decoded = decodeFloat16Array(requireArray(arrays, 'weights', Uint16Array, count));
      return new LinearWeights(
        labels,
        featureCount,
        requireArray({ weights: decoded }, 'weights', Float32Array, count),
        biases,
      );
    }
    return new LinearWeights(
      labels,
      featureCount,
      requireArray(arrays, 'weights', Float32Array, count),
      biases,
    );
  }
}

function checkFinite(weights: Float32Array, format: string, advice: string): void {
  if (weights.every(Number.isFinite)) return;
  throw new GenrekitError('invalid-value', `A weight is too large for ${format}. ${advice}.`);
}
