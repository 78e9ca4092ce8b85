import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Calibration } from './Calibration.ts';
import { type CalibrationOptions, resolveCalibrationOptions } from './CalibrationOptions.ts';
import { checkTables } from './checkTables.ts';
import { fitCurves } from './fitCurves.ts';
import { joinLabels } from './joinLabels.ts';

/**
 * Learns to turn scores into probabilities, label by label.
 *
 * Unknown cells are left out. A label with no known positive or no known negative, and a label whose curve would fall
 * (lower scores going with more positives), gets a constant: (positives + 1) / (samples + 2), the rate that Platt's
 * fit starts from. A label of which nothing is known gets that rate over all labels together.
 *
 * @param scores - samples x labels; out-of-fold scores, or else the probabilities will be too sure of themselves
 * @param truth - samples x labels
 * @param options - settings; see {@link CalibrationOptions}
 * @param sampleWeights - one number from 0 a sample: how often it counts; absent = 1 each
 * @throws GenrekitError `invalid-option`; `shape-mismatch` when tables do not belong together; `invalid-data` without
 * a sample; `invalid-value` for a score or weight that is not a usable number
 */
export function fitCalibration(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  options?: CalibrationOptions,
  sampleWeights?: ArrayLike<number>,
): Calibration {
  const settings = resolveCalibrationOptions(options);
  checkTables(scores, truth);
  if (sampleWeights !== undefined) checkWeights(sampleWeights, scores.sampleCount);
  const alone = fitCurves(scores, truth, settings, sampleWeights);
  return settings.isJoint ? joinLabels(alone, scores, truth) : alone;
}

function checkWeights(weights: ArrayLike<number>, sampleCount: number): void {
  if (weights.length !== sampleCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `There must be one weight a sample; got ${weights.length} weights for ${sampleCount} samples.`,
    );
  }
  for (let sample = 0; sample < sampleCount; sample++) {
    if (weights[sample]! >= 0 && weights[sample]! <= LARGEST_WEIGHT) continue;
    throw new GenrekitError(
      'invalid-value',
      `Weights must be numbers from 0 to ${LARGEST_WEIGHT}; got ${weights[sample]} for sample ${sample}.`,
    );
  }
}

const LARGEST_WEIGHT = 1e12;
