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
import { type LabelCurve, labelCurves, pooledCurve, sortedColumns } from './LabelCurve.ts';
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
 * import { LabelMatrix, ScoreMatrix, tuneThresholds } from 'genrekit/toolkit';
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
  return new ThresholdTuner(scores, truth, folds).tune(options);
}

/** Tunes thresholds for several objectives on the same scores, which are sorted and swept once. */
export class ThresholdTuner {
  private readonly columns: readonly Int32Array[];
  private readonly parts: readonly FoldPart[] | undefined;
  private readonly sweeps = new Map<string, readonly LabelCurve[]>();

  /**
   * @param scores - samples x labels, out-of-fold
   * @param truth - samples x labels
   * @param folds - the fold of each sample
   * @throws GenrekitError as {@link tuneThresholds}
   */
  constructor(
    private readonly scores: ScoreMatrix,
    private readonly truth: LabelMatrix,
    folds?: ArrayLike<number>,
  ) {
    checkTables(scores, truth);
    this.columns = sortedColumns(scores);
    this.parts =
      folds &&
      distinctFolds(folds, truth.sampleCount).map((fold) => ({
        fold,
        rest: withKnown(truth, (sample) => folds[sample] !== fold),
        heldOut: withKnown(truth, (sample) => folds[sample] === fold),
      }));
  }

  /**
   * @param options - settings; see {@link ThresholdOptions}
   * @returns thresholds with a record of how they were chosen
   * @throws GenrekitError as {@link tuneThresholds}
   */
  tune(options?: ThresholdOptions): Thresholds {
    const { scores, truth, parts } = this;
    const settings = resolveThresholdOptions(options);
    if (settings.smoothing > 0) checkProbabilities(scores);
    if (settings.combination === 'foldMean' && parts === undefined) {
      throw new GenrekitError(
        'invalid-option',
        "thresholds.combination 'foldMean' needs the fold of each sample; give folds, or use 'pooled'.",
      );
    }
    const heldOutCounts = new LabelCounts(truth.labelCount);
    const partValues = parts?.map(({ fold, rest, heldOut }) => {
      const values = this.tuneOn(rest, settings, `fold ${fold}`);
      heldOutCounts.add(scores, heldOut, values);
      return values;
    });
    const values =
      settings.combination === 'foldMean' ? meanOf(partValues!) : this.tuneOn(truth, settings, 'all');
    const counts = new LabelCounts(truth.labelCount);
    counts.add(scores, truth, values);
    const goal = goalOf(settings, counts);
    return new Thresholds(truth.labels, values, {
      objective: settings.objective,
      achieved: goal.achieved(counts),
      ...(partValues && { heldOut: goal.achieved(heldOutCounts), spread: jackknifeError(partValues) }),
    });
  }

  private tuneOn(truth: LabelMatrix, settings: ResolvedThresholdOptions, rows: string): Float64Array {
    const { scores } = this;
    const { smoothing, scope, rareLabelGuard, beta } = settings;
    const curves = this.sweep(truth, smoothing, rows);
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

  private sweep(truth: LabelMatrix, smoothing: number, rows: string): readonly LabelCurve[] {
    const key = `${rows}, smoothing ${smoothing}`;
    let curves = this.sweeps.get(key);
    if (curves === undefined) {
      curves = labelCurves(this.scores, truth, smoothing, this.columns);
      this.sweeps.set(key, curves);
    }
    return curves;
  }
}

/** The samples of one fold, and all others. */
interface FoldPart {
  readonly fold: number;
  readonly rest: LabelMatrix;
  readonly heldOut: LabelMatrix;
}

/**
 * Rounding must not take the mean out of what it is the mean of: equal thresholds that no score passes, or all, may be as near
 * to a score as numbers can be.
 */
function meanOf(parts: readonly Float64Array[]): Float64Array {
  return parts[0]!.map((_, label) => {
    const own = parts.map((values) => values[label]!);
    const mean = own.reduce((sum, value) => sum + value / own.length, 0);
    return Math.min(Math.max(mean, Math.min(...own)), Math.max(...own));
  });
}

/** The standard error of each threshold by the delete-one-fold jackknife (Quenouille 1956, Tukey 1958). */
function jackknifeError(parts: readonly Float64Array[]): Float64Array {
  const count = parts.length;
  return meanOf(parts).map((mean, label) => {
    const squares = parts.reduce((sum, values) => sum + (values[label]! - mean) ** 2, 0);
    return Math.sqrt(((count - 1) / count) * squares);
  });
}
