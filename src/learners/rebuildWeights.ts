import type { LaneProblems } from './LaneProblems.ts';
import { LANE_COUNT } from './RowLanes.ts';

/**
 * After how many passes a solver makes its weights anew. Each step rounds them a little, and nothing pulls them back to
 * the dual variables that they stand for; a fit of usual tolerance is done long before.
 */
export const PASSES_BETWEEN_REBUILDS = 1000;

/**
 * Sets the weights of lanes to the sums of `dual * sign * x`.
 *
 * @param problems - the lanes; weights and bias weights are changed
 * @param isDone - 1 for each lane to leave as it is; absent = none
 */
export function rebuildWeights(problems: LaneProblems, isDone = new Uint8Array(LANE_COUNT)): void {
  const { rows, signs, dual, biasScale, biasWeights } = problems;
  for (let lane = 0; lane < LANE_COUNT; lane++) {
    if (isDone[lane] === 1) continue;
    biasWeights[lane] = 0;
    for (let cell = lane; cell < rows.weights.length; cell += LANE_COUNT) rows.weights[cell] = 0;
  }
  for (let row = 0; row < rows.rowCount; row++) {
    let isMoved = false;
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      const cell = row * LANE_COUNT + lane;
      const step = isDone[lane] === 1 ? 0 : dual[cell]! * signs[cell]!;
      rows.steps[lane] = step;
      biasWeights[lane]! += step * biasScale;
      if (step !== 0) isMoved = true;
    }
    if (isMoved) rows.add(row);
  }
}
