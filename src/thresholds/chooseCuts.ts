import { bestCut } from './bestCut.ts';
import type { Goal } from './goals.ts';
import type { LabelCurve } from './LabelCurve.ts';
import { maximiseMicroF } from './maximiseMicroF.ts';
import { maximiseMicroMacroF } from './maximiseMicroMacroF.ts';
import type { ResolvedThresholdOptions } from './ThresholdOptions.ts';

/**
 * Chooses a cut for each label; equal values go to fewer predictions unless the goal prefers recall.
 *
 * @param curves - one a label
 * @param goal - the objective
 * @param options - the settings that the goal was built from
 * @returns for each label, the number of a cut
 */
export function chooseCuts(
  curves: readonly LabelCurve[],
  goal: Goal,
  options: ResolvedThresholdOptions,
): Uint32Array {
  const { objective, average, beta } = options;
  if (objective === 'microF1' || (objective === 'fBeta' && average === 'micro')) {
    return maximiseMicroF(curves, beta * beta);
  }
  if (objective === 'microMacroF1') return maximiseMicroMacroF(curves);
  return Uint32Array.from(curves, (curve) =>
    bestCut(
      curve,
      (cut) => goal.labelValue(curve.truePositives[cut]!, curve.predicted[cut]!, curve.positives),
      goal.isRecallPreferred,
    ),
  );
}
