import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Calibrator } from './Calibrator.ts';
import { type CalibrationState, readCalibrators } from './calibrationState.ts';
import { checkSameLabels } from './checkSameLabels.ts';
import type { LabelCompany } from './LabelCompany.ts';
import { needsCode } from './needsCode.ts';
import type { readLabelCompany } from './readLabelCompany.ts';
import { badScore, LARGEST_SCORE } from './scoreRange.ts';

/**
 * Turns scores into probabilities, label by label; then, where the company of labels was learned, fits those of a sample to
 * each other.
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
   * @param company - how the first labels keep company; absent = each label stands alone
   */
  constructor(
    readonly labels: LabelSet,
    readonly calibrators: readonly Calibrator[],
    readonly company?: LabelCompany,
  ) {}

  /**
   * @param scores - samples x labels
   * @returns probabilities, samples x labels
   * @throws GenrekitError `shape-mismatch` when the labels are others; `invalid-value` for a score that is not finite
   */
  apply(scores: ScoreMatrix): ScoreMatrix {
    checkSameLabels(scores.labels, this.labels);
    const probabilities = new Float64Array(scores.values.length);
    for (let row = 0; row < scores.sampleCount; row++) this.applyRow(scores, row, probabilities);
    return new ScoreMatrix(this.labels, scores.sampleCount, probabilities);
  }

  /**
   * As {@link Calibration.apply} for one sample, whose labels are known to be the right ones.
   *
   * @param scores - samples x labels
   * @param row - which sample
   * @param probabilities - samples x labels; gets those of the sample
   * @throws GenrekitError `invalid-value`
   */
  applyRow(scores: ScoreMatrix, row: number, probabilities: Float64Array): void {
    const { values } = scores;
    const { calibrators } = this;
    let cell = row * calibrators.length;
    for (const calibrator of calibrators) {
      const score = values[cell]!;
      if (!(Math.abs(score) <= LARGEST_SCORE)) throw badScore(scores, cell);
      probabilities[cell++] = calibrator.probabilityOf(score);
    }
    this.company?.adjustRow(probabilities, row * calibrators.length);
  }

  /**
   * Rebuilds a calibration from its saved state.
   *
   * @param state - what `saveCalibration` gave
   * @param readCompany - code that calibrations of labels in company need: `readLabelCompany`
   * @returns a calibration that gives the same probabilities to the last bit
   * @throws GenrekitError `invalid-model` when anything in the state is malformed; `unsupported-model` without code
   */
  static fromState(state: CalibrationState, readCompany: typeof readLabelCompany = needsCode): Calibration {
    const { labels, calibrators } = readCalibrators(state);
    const { company } = state.arrays;
    return new Calibration(labels, calibrators, company && readCompany(company, labels.size));
  }
}
