import { GenrekitError } from '../../errors.ts';
import type { Features } from '../../features/Features.ts';
import type { LabelSet } from '../../labels/LabelSet.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import { requireArray } from '../requireArray.ts';
import { requireSparse } from '../requireSparse.ts';
import type { Strategy, StrategyState } from '../Strategy.ts';
import type { BlendSettings } from './BlendSettings.ts';

/* Standardised by numbers beyond these, scores could leave the range in which they are compared. */
const SMALLEST_SCALE = 1e-6;
const LARGEST_NUMBER = 1e9;

/**
 * The weighted mean of the scores of several models, each standardised label by label: the features are those scores,
 * member by member.
 */
export class BlendStrategy implements Strategy {
  readonly id = 'blend';
  /** What a feature is multiplied by. */
  private readonly factors: Float64Array;
  /** What a label's sum begins with. */
  private readonly offsets: Float64Array;

  /**
   * @param settings - with the weights of the members
   * @param labels - the labels that all members score
   * @param arrays - `means` and `scales` of the scores: members x labels
   * @throws GenrekitError `invalid-model` when an array is missing, of another length, or out of range
   */
  constructor(
    readonly settings: BlendSettings,
    private readonly labels: LabelSet,
    private readonly arrays: StrategyState['arrays'],
  ) {
    const { weights } = settings;
    const width = labels.size;
    const means = requireArray(arrays, 'means', Float64Array, weights.length * width);
    const scales = requireArray(arrays, 'scales', Float64Array, weights.length * width);
    const isInRange =
      scales.every((scale) => scale >= SMALLEST_SCALE && scale <= LARGEST_NUMBER) &&
      means.every((mean) => Math.abs(mean) <= LARGEST_NUMBER);
    if (!isInRange) {
      throw new GenrekitError(
        'invalid-model',
        'The saved means and scales are out of range. Save the model again.',
      );
    }
    this.factors = scales.map((scale, column) => weights[Math.floor(column / width)]! / scale);
    this.offsets = new Float64Array(width);
    means.forEach((mean, column) => {
      this.offsets[column % width]! -= this.factors[column]! * mean;
    });
  }

  fit(): never {
    throw notFitted();
  }

  scores(features: Features): ScoreMatrix {
    const { rowCount, columnCount, rowOffsets, columns, values } = requireSparse('A blend', features);
    const { factors, offsets, labels } = this;
    const width = labels.size;
    if (columnCount !== factors.length) {
      throw new GenrekitError(
        'shape-mismatch',
        `The features must be the scores of the members, ${factors.length} columns; got ${columnCount}.`,
      );
    }
    const scores = new Float64Array(rowCount * width);
    for (let row = 0; row < rowCount; row++) {
      const first = row * width;
      scores.set(offsets, first);
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
        const column = columns[k]!;
        scores[first + (column % width)]! += factors[column]! * values[k]!;
      }
    }
    return new ScoreMatrix(labels, rowCount, scores);
  }

  state(): StrategyState {
    const { weights } = this.settings;
    return { id: 'blend', settings: { weights }, arrays: this.arrays };
  }

  /** The numbers are few, so they are never rounded; members are. */
  roundedState(): StrategyState {
    return this.state();
  }
}

/** @returns the refusal to fit what is made of models that are fitted */
export function notFitted(): GenrekitError {
  return new GenrekitError(
    'unsupported-model',
    'A blend is not fitted: fit its members, and blend them with blend(members, movies) of genrekit/blend.',
  );
}
