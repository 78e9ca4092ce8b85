import { checkProbabilities, checkTables } from '../calibration/checkTables.ts';
import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { chooseCuts } from './chooseCuts.ts';
import { chooseSharedThreshold } from './chooseSharedThreshold.ts';
import { distinctFolds } from './folds.ts';
import { goalOf } from './goals.ts';
import { guardRareLabels } from './guardRareLabels.ts';
import { LabelCounts } from './LabelCounts.ts';
import { labelCurves, pooledCurve } from './LabelCurve.ts';
import {
  type ResolvedThresholdOptions,
  resolveThresholdOptions,
  type ThresholdOptions,
} from './ThresholdOptions.ts';
import { Thresholds } from './Thresholds.ts';
import { withKnown } from './withKnown.ts';

/**
 * Chooses thresholds by trying every cut between distinct scores.
 *
 * The choice is the best there is on these samples, for all objectives but `microMacroF1`, whose one pass over the
 * labels is a good approximation. Thresholds lie midway between two scores. A label that is better never predicted
 * gets a threshold just above its highest score. Equal choices go to fewer predictions. Unknown cells are left out.
 *
 * @param scores - samples x labels, out-of-fold: on scores of samples that the model saw, thresholds come out wrong
 * @param truth - samples x labels
 * @param options - settings; see {@link ThresholdOptions}
 * @param folds - the fold of each sample: adds the spread of thresholds and the value reached on folds not tuned on
 * @returns thresholds with a record of how they were chosen
 * @throws GenrekitError `invalid-option`; `shape-mismatch` when tables do not belong together; `invalid-data` without
 * a sample; `invalid-value` for unusable scores or folds
 *
 * @example
 * ```ts
 * import { LabelMatrix, ScoreMatrix, tuneThresholds } from 'genrekit';
 * const scores = ScoreMatrix.fromRows([[0.1], [0.4], [0.6], [0.9]]);
 * const truth = LabelMatrix.fromRows([[0], [1], [0], [1]]);
 * const thresholds = tuneThresholds(scores, truth, { objective: 'macroF1' });
 * console.log(thresholds.values[0], thresholds.achieved); // 0.25 0.8
 * ```
 */
export function tuneThresholds(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  options?: ThresholdOptions,
  folds?: ArrayLike<number>,
): Thresholds {
  const settings = resolveThresholdOptions(options);
  checkTables(scores, truth);
  if (settings.smoothing > 0) checkProbabilities(scores);
  if (settings.combination === 'foldMean' && folds === undefined) {
    throw new GenrekitError(
      'invalid-option',
      "thresholds.combination 'foldMean' needs the fold of each sample; give folds, or use 'pooled'.",
    );
  }
  const parts = folds === undefined ? undefined : tuneWithoutEachFold(scores, truth, settings, folds);
  const values =
    settings.combination === 'foldMean' ? meanOf(parts!.thresholds) : tuneOn(scores, truth, settings);
  const counts = new LabelCounts(truth.labelCount);
  counts.add(scores, truth, values);
  const goal = goalOf(settings, counts);
  return new Thresholds(truth.labels, values, {
    objective: settings.objective,
    achieved: goal.achieved(counts),
    ...(parts && { heldOut: goal.achieved(parts.heldOutCounts), spread: jackknifeError(parts.thresholds) }),
  });
}

function tuneOn(scores: ScoreMatrix, truth: LabelMatrix, settings: ResolvedThresholdOptions): Float64Array {
  const { smoothing, scope, rareLabelGuard, beta } = settings;
  const curves = labelCurves(scores, truth, smoothing);
  const goal = goalOf(settings, LabelCounts.ofCurves(curves));
  if (scope === 'global') {
    const shared = chooseSharedThreshold(pooledCurve(scores, truth, smoothing), curves, goal);
    return new Float64Array(truth.labelCount).fill(shared);
  }
  const guarded =
    rareLabelGuard === 'off'
      ? curves
      : guardRareLabels(curves, rareLabelGuard, { scores, truth, smoothing, betaSquared: beta * beta });
  const cuts = chooseCuts(guarded, goal, settings);
  return Float64Array.from(guarded, (curve, label) => curve.thresholds[cuts[label]!]!);
}

/** Tunes once for each fold on all the others, and decides the samples of the fold with what came out. */
function tuneWithoutEachFold(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  settings: ResolvedThresholdOptions,
  folds: ArrayLike<number>,
): { thresholds: Float64Array[]; heldOutCounts: LabelCounts } {
  const heldOutCounts = new LabelCounts(truth.labelCount);
  const thresholds = distinctFolds(folds, truth.sampleCount).map((fold) => {
    const values = tuneOn(
      scores,
      withKnown(truth, (sample) => folds[sample] !== fold),
      settings,
    );
    const heldOut = withKnown(truth, (sample) => folds[sample] === fold);
    heldOutCounts.add(scores, heldOut, values);
    return values;
  });
  return { thresholds, heldOutCounts };
}

function meanOf(parts: readonly Float64Array[]): Float64Array {
  return parts[0]!.map((_, label) => parts.reduce((sum, values) => sum + values[label]! / parts.length, 0));
}

/** The standard error of each threshold by the delete-one-fold jackknife (Quenouille 1956, Tukey 1958). */
function jackknifeError(parts: readonly Float64Array[]): Float64Array {
  const count = parts.length;
  return meanOf(parts).map((mean, label) => {
    const squares = parts.reduce((sum, values) => sum + (values[label]! - mean) ** 2, 0);
    return Math.sqrt(((count - 1) / count) * squares);
  });
}
