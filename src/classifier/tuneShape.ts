import type { Calibration } from '../calibration/Calibration.ts';
import { fitCurves } from '../calibration/fitCurves.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { ResolvedThresholdOptions, ThresholdOptions } from '../thresholds/ThresholdOptions.ts';
import type { Thresholds } from '../thresholds/Thresholds.ts';
import { ThresholdTuner } from '../thresholds/tuneThresholds.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import type { InputShape } from './InputShape.ts';
import type { OutOfFoldScores } from './outOfFold.ts';

/** One shape on its way: calibrated and tuned. */
export interface TunedShape {
  readonly shape: InputShape;
  readonly truth: LabelMatrix;
  readonly folds: Int32Array;
  readonly calibration: Calibration;
  /** Calibrated by what the samples of other folds teach. */
  readonly probabilities: ScoreMatrix;
  readonly thresholds: readonly Thresholds[];
}

/** Scores with the labels of the same rows. */
export type JudgedScores = Pick<OutOfFoldScores, 'shape' | 'scores' | 'folds'> & {
  readonly truth: LabelMatrix;
};

/** Whether there are rows to tune on in more than one fold, without which thresholds cannot be judged. */
export function isTunable({ truth, folds }: JudgedScores): boolean {
  return foldCountOf(folds, (row) => hasKnownCell(truth, row)) > 1;
}

/**
 * @param scores - of rows that the model giving them had not seen
 * @param options - checked settings
 * @returns calibration, and thresholds on the calibrated scores
 */
export async function tuneShape(
  { shape, truth, scores, folds }: JudgedScores,
  options: ResolvedClassifierOptions,
): Promise<TunedShape> {
  const curves = fitCurves(scores, truth, options.calibration);
  const { calibration, probabilities } = options.calibration.isJoint
    ? (await import('../calibration/joinLabels.ts')).joinFolds(curves, scores, truth, folds)
    : { calibration: curves, probabilities: curves.apply(scores) };
  const tuner = new ThresholdTuner(probabilities, truth, folds);
  const thresholds = objectivesOf(options.thresholds).map((objective) => tuner.tune(objective));
  return { shape, truth, folds, calibration, probabilities, thresholds };
}

/** The caller's objective first, then those that are always kept. */
function objectivesOf(asked: ResolvedThresholdOptions): ThresholdOptions[] {
  const { smoothing, combination, scope } = asked;
  const always = (['microF1', 'macroF1'] as const).filter((objective) => objective !== asked.objective);
  return [asked, ...always.map((objective) => ({ objective, smoothing, combination, scope }))];
}

/** In how many folds there are rows that count. */
export function foldCountOf(folds: Int32Array, counts: (row: number) => boolean): number {
  return new Set(folds.filter((_, row) => counts(row))).size;
}

function hasKnownCell({ known, labelCount }: LabelMatrix, row: number): boolean {
  return known === undefined || known.subarray(row * labelCount, (row + 1) * labelCount).includes(1);
}
