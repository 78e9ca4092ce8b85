import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Calibrator } from './Calibrator.ts';
import { type CalibrationState, readCalibrators } from './calibrationState.ts';
import { checkSameLabels } from './checkSameLabels.ts';
import { badScore, LARGEST_SCORE } from './scoreRange.ts';

/**
 * Turns scores into probabilities, label by label.
 *
 * @example
 * ```ts
 * import { fitCalibration, LabelMatrix, ScoreMatrix } from 'genrekit/toolkit';
 * const scores = ScoreMatrix.fromRows([[-2], [-1], [1], [2]]);
 * const truth = LabelMatrix.fromRows([[0], [0], [1], [1]]);
 * const calibration = fitCalibration(scores, truth, { method: 'platt' });
 * console.log(calibration.apply(scores).values[3]! > 0.5); // true
 * ```
 */
export class Calibration {
  /**
   * @param labels - the columns
   * @param calibrators - one for each label, in the same order
   */
  constructor(
    readonly labels: LabelSet,
    readonly calibrators: readonly Calibrator[],
  ) {}

  /**
   * @param scores - samples x labels
   * @returns probabilities, samples x labels
   * @throws GenrekitError `shape-mismatch` when the labels are others; `invalid-value` for a score that is not finite
   */
  apply(scores: ScoreMatrix): ScoreMatrix {
    checkSameLabels(scores.labels, this.labels);
    const { values, labelCount, sampleCount } = scores;
    const probabilities = new Float64Array(values.length);
    for (let label = 0; label < labelCount; label++) {
      const calibrator = this.calibrators[label]!;
      for (let cell = label; cell < values.length; cell += labelCount) {
        const score = values[cell]!;
        if (!(Math.abs(score) <= LARGEST_SCORE)) throw badScore(scores, cell);
        probabilities[cell] = calibrator.probabilityOf(score);
      }
    }
    return new ScoreMatrix(this.labels, sampleCount, probabilities);
  }

  /**
   * Rebuilds a calibration from its saved state.
   *
   * @param state - what `saveCalibration` gave
   * @returns a calibration that gives the same probabilities to the last bit
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: CalibrationState): Calibration {
    const { labels, calibrators } = readCalibrators(state);
    return new Calibration(labels, calibrators);
  }
}
