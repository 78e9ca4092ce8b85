import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { Calibration } from './Calibration.ts';
import type { Calibrator } from './Calibrator.ts';
import { crossFitCompany } from './crossFitCompany.ts';
import { fitLabelCompany } from './fitLabelCompany.ts';
import { PlattCalibrator } from './PlattCalibrator.ts';
import { withCompany } from './withCompany.ts';

/**
 * How far the log-odds of a label by itself are believed once it has company. Scores of one text err together, so that
 * labels confirm each other's errors; 0.9 keeps the expected calibration error of labels by themselves, on every
 * catalogue tried.
 */
const TRUST = 0.9;

/**
 * Learns how labels keep company, and softens their curves for it.
 *
 * @param calibration - of labels by themselves
 * @param scores - samples x labels
 * @param truth - samples x labels
 */
export function joinLabels(calibration: Calibration, scores: ScoreMatrix, truth: LabelMatrix): Calibration {
  return rejoinLabels(softened(calibration), scores, truth);
}

/**
 * The same, and what it says of samples whose fold taught it nothing, to tune on.
 *
 * @param curves - the calibration of labels by themselves
 * @param scores - samples x labels
 * @param truth - samples x labels
 * @param folds - the fold of each sample
 */
export function joinFolds(
  curves: Calibration,
  scores: ScoreMatrix,
  truth: LabelMatrix,
  folds: ArrayLike<number>,
): { readonly calibration: Calibration; readonly probabilities: ScoreMatrix } {
  const soft = softened(curves);
  const alone = soft.apply(scores);
  return {
    calibration: withCompany(soft, fitLabelCompany(alone, truth)),
    probabilities: crossFitCompany(alone, truth, folds),
  };
}

/**
 * Learns anew how labels keep company, for curves that are soft already.
 *
 * @param soft - curves of labels
 * @param scores - samples x labels
 * @param truth - samples x labels
 */
export function rejoinLabels(soft: Calibration, scores: ScoreMatrix, truth: LabelMatrix): Calibration {
  return withCompany(soft, fitLabelCompany(soft.apply(scores), truth));
}

function softened({ labels, calibrators }: Calibration): Calibration {
  return new Calibration(labels, calibrators.map(soften));
}

/** @returns the curve as labels in company have it; only Platt's has log-odds to scale */
export function soften(curve: Calibrator): Calibrator {
  if (!(curve instanceof PlattCalibrator)) return curve;
  return new PlattCalibrator(TRUST * curve.slope, TRUST * curve.intercept);
}
