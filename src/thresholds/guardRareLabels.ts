import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { bestCut } from './bestCut.ts';
import { fScore } from './fScore.ts';
import { LabelCounts } from './LabelCounts.ts';
import { type LabelCurve, labelCurves } from './LabelCurve.ts';
import { withKnown } from './withKnown.ts';

const FOLD_COUNT = 3;

/** What {@link guardRareLabels} needs to know. */
export interface GuardProblem {
  readonly scores: ScoreMatrix;
  readonly truth: LabelMatrix;
  readonly smoothing: number;
  readonly betaSquared: number;
}

/**
 * The rare-label guard SCutFBR.1 (Fan and Lin 2007): a label whose best F is no higher than a bound keeps only one cut,
 * the threshold at its highest score. For such labels the best cut is mostly noise, and one that is too low costs many
 * false positives.
 *
 * @param curves - one a label
 * @param bounds - a bound for all labels; or several, of which each label takes the one that does best in
 * three-fold cross-validation, the largest among equals, and the smallest when none finds anything
 * @param problem - what the curves were made from
 * @returns the curves, those of guarded labels reduced to one cut
 */
export function guardRareLabels(
  curves: readonly LabelCurve[],
  bounds: number | readonly number[],
  problem: GuardProblem,
): LabelCurve[] {
  const perLabel =
    typeof bounds === 'number' ? curves.map(() => bounds) : chooseBounds(curves.length, bounds, problem);
  return curves.map((curve, label) => {
    const isGuarded = curve.scores.length > 0 && bestOf(curve, problem.betaSquared).f <= perLabel[label]!;
    return isGuarded ? highestScoreOnly(curve) : curve;
  });
}

function highestScoreOnly(curve: LabelCurve): LabelCurve {
  return {
    ...curve,
    scores: curve.scores.subarray(0, 1),
    thresholds: curve.scores.subarray(0, 1),
    truePositives: curve.truePositives.subarray(1, 2),
    predicted: curve.predicted.subarray(1, 2),
  };
}

function bestOf(curve: LabelCurve, betaSquared: number): { f: number; threshold: number } {
  const { truePositives, predicted, positives, thresholds } = curve;
  const fAt = (cut: number) => fScore(truePositives[cut]!, predicted[cut]!, positives, betaSquared);
  const cut = bestCut(curve, fAt);
  return { f: fAt(cut), threshold: thresholds[cut]! };
}

function chooseBounds(labelCount: number, bounds: readonly number[], problem: GuardProblem): number[] {
  const { scores, truth, smoothing, betaSquared } = problem;
  const ascending = [...bounds].sort((a, b) => a - b);
  const heldOutF = ascending.map(() => new Float64Array(labelCount));
  for (let fold = 0; fold < FOLD_COUNT; fold++) {
    const rest = labelCurves(
      scores,
      withKnown(truth, (sample) => sample % FOLD_COUNT !== fold),
      smoothing,
    );
    const heldOut = withKnown(truth, (sample) => sample % FOLD_COUNT === fold);
    const bests = rest.map((curve) => bestOf(curve, betaSquared));
    ascending.forEach((bound, candidate) => {
      const thresholds = Float64Array.from(rest, (curve, label) => {
        const { f, threshold } = bests[label]!;
        return f <= bound && curve.scores.length > 0 ? curve.scores[0]! : threshold;
      });
      const counts = new LabelCounts(labelCount);
      counts.add(scores, heldOut, thresholds);
      for (let label = 0; label < labelCount; label++) {
        const { truePositives, predicted, positives } = counts;
        heldOutF[candidate]![label]! += fScore(
          truePositives[label]!,
          predicted[label]!,
          positives[label]!,
          betaSquared,
        );
      }
    });
  }
  return Array.from({ length: labelCount }, (_, label) => {
    let best = 0;
    for (let candidate = 1; candidate < ascending.length; candidate++) {
      const f = heldOutF[candidate]![label]!;
      if (f > 0 && f >= heldOutF[best]![label]!) best = candidate;
    }
    return ascending[best]!;
  });
}
