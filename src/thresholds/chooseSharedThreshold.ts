import { bestCut } from './bestCut.ts';
import type { Goal } from './goals.ts';
import { LabelCounts } from './LabelCounts.ts';
import type { LabelCurve } from './LabelCurve.ts';

/**
 * Finds the best threshold that all labels share, by trying all.
 *
 * @param pooled - the curve of all cells together
 * @param curves - one a label
 * @param goal - the objective
 * @returns the threshold
 */
export function chooseSharedThreshold(pooled: LabelCurve, curves: readonly LabelCurve[], goal: Goal): number {
  const counts = LabelCounts.ofCurves(curves);
  // A cut of the pool is a cut of every label; each is found by moving on from the one before.
  const cuts = new Uint32Array(curves.length);
  const best = bestCut(
    pooled,
    (pooledCut) => {
      const lowest = pooledCut > 0 ? pooled.scores[pooledCut - 1]! : Number.POSITIVE_INFINITY;
      curves.forEach(({ scores, truePositives, predicted }, label) => {
        let cut = cuts[label]!;
        while (cut < scores.length && scores[cut]! >= lowest) cut++;
        cuts[label] = cut;
        counts.truePositives[label] = truePositives[cut]!;
        counts.predicted[label] = predicted[cut]!;
      });
      return goal.totalValue(counts);
    },
    goal.isRecallPreferred,
  );
  return pooled.thresholds[best]!;
}
