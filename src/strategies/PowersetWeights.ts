import { GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { exp, log } from '../math/transcendental.ts';
import { type LinearArrays, LinearWeights } from './LinearWeights.ts';
import { requireArray } from './requireArray.ts';

/** Log-odds beyond these tell no more: about 1 in 22,000, as where a learner has seen one class only. */
const LARGEST_LOG_ODDS = 10;

/** The label sets of a label powerset, and one linear function for each. */
export class PowersetWeights {
  /**
   * @param labels - the columns of the scores
   * @param sets - sets x labels: 1 where a set has a label
   * @param functions - one column a set
   * @param sharpness - what scores of sets are multiplied with before the softmax
   */
  constructor(
    readonly labels: LabelSet,
    private readonly sets: Uint8Array,
    private readonly functions: LinearWeights,
    private readonly sharpness: number,
  ) {}

  /** How many sets there are. */
  get setCount(): number {
    return this.functions.labels.size;
  }

  /**
   * A label's probability is the sum over the sets that have it; its score is the log-odds of that, kept within
   * ±10, which is also what labels of all sets and of none get.
   *
   * @param matrix - samples x features
   * @returns samples x labels
   * @throws GenrekitError `shape-mismatch` when the matrix has another number of features
   */
  scores(matrix: CsrMatrix): ScoreMatrix {
    const { sets, setCount, sharpness } = this;
    const width = this.labels.size;
    const { values } = this.functions.scores(matrix);
    const scores = new Float64Array(matrix.rowCount * width);
    const having = new Float64Array(width);
    const lacking = new Float64Array(width);
    for (let row = 0; row < matrix.rowCount; row++) {
      const own = values.subarray(row * setCount, (row + 1) * setCount);
      const highest = own.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
      having.fill(0);
      lacking.fill(0);
      for (let set = 0; set < setCount; set++) {
        const share = exp(sharpness * (own[set]! - highest));
        for (let label = 0, cell = set * width; label < width; label++, cell++) {
          if (sets[cell] === 1) having[label]! += share;
          else lacking[label]! += share;
        }
      }
      for (let label = 0; label < width; label++) {
        scores[row * width + label] = boundedLogOdds(having[label]!, lacking[label]!);
      }
    }
    return new ScoreMatrix(this.labels, matrix.rowCount, scores);
  }

  /** @returns the arrays to save, which hold the same numbers to the last bit */
  arrays(): LinearArrays {
    return { ...this.functions.arrays(), sets: this.sets };
  }

  /**
   * @param arrays - what {@link PowersetWeights.arrays} gave
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @param sharpness - what scores of sets are multiplied with before the softmax
   * @throws GenrekitError `invalid-model` when an array is missing, of the wrong type or length, or holds what it must not
   */
  static fromArrays(
    arrays: LinearArrays,
    labels: LabelSet,
    featureCount: number,
    sharpness: number,
  ): PowersetWeights {
    const setCount = arrays.biases?.length ?? 0;
    const sets = requireArray(arrays, 'sets', Uint8Array, setCount * labels.size);
    if (setCount === 0 || sets.some((cell) => cell > 1)) {
      throw new GenrekitError(
        'invalid-model',
        'The saved label sets are none, or have cells that are neither 0 nor 1. Save the model again.',
      );
    }
    const functions = LinearWeights.fromArrays(arrays, numberedLabels(setCount), featureCount);
    return new PowersetWeights(labels, sets, functions, sharpness);
  }
}

function boundedLogOdds(having: number, lacking: number): number {
  if (having === 0) return -LARGEST_LOG_ODDS;
  if (lacking === 0) return LARGEST_LOG_ODDS;
  return Math.min(Math.max(log(having) - log(lacking), -LARGEST_LOG_ODDS), LARGEST_LOG_ODDS);
}
