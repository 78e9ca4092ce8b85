import type { BinaryLearner } from './BinaryLearner.ts';
import type { BinaryProblem } from './BinaryProblem.ts';
import type { LaneProblems } from './LaneProblems.ts';
import { LANE_COUNT } from './RowLanes.ts';

/**
 * Writes a binary problem into a lane: which rows take part, what each may cost, and where its variable starts.
 *
 * `'balanced'` counts sample weights, not rows, as scikit-learn does since 1.8, so that a row of weight 2 is the same
 * as the row twice.
 *
 * @param problems - the lanes; the cells of this one are changed
 * @param lane - which of them
 * @param problem - targets, and optional sample weights and start
 * @param learner - C, class weight and loss
 * @returns whether both classes are known; when not, the lane stays empty
 */
export function fillLane(
  problems: LaneProblems,
  lane: number,
  problem: BinaryProblem,
  learner: BinaryLearner,
): boolean {
  const { targets, sampleWeights, initialDual } = problem;
  let positiveWeight = 0;
  let negativeWeight = 0;
  for (let row = 0; row < targets.length; row++) {
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!;
    if (targets[row] === 1) positiveWeight += weight;
    else if (targets[row] === -1) negativeWeight += weight;
  }
  if (positiveWeight === 0 || negativeWeight === 0) return false;

  const { classWeight } = learner;
  const total = positiveWeight + negativeWeight;
  let positiveCost = learner.c;
  let negativeCost = learner.c;
  if (classWeight === 'balanced') {
    positiveCost *= total / (2 * positiveWeight);
    negativeCost *= total / (2 * negativeWeight);
  } else if (classWeight !== 'none') {
    positiveCost *= classWeight.positive;
    negativeCost *= classWeight.negative;
  }
  for (let row = 0; row < targets.length; row++) {
    const sign = targets[row]!;
    const weight = sampleWeights === undefined ? 1 : sampleWeights[row]!;
    if (sign === 0 || weight === 0) continue;
    const cell = row * LANE_COUNT + lane;
    const cost = weight * (sign === 1 ? positiveCost : negativeCost);
    problems.signs[cell] = sign;
    problems.costs[cell] = cost;
    problems.dual[cell] = startOf(learner, cost, initialDual?.[row]);
    problems.isLeftOut[row]! &= ~(1 << lane);
  }
  return true;
}

/** The first value of a dual variable, moved into its range. */
function startOf(learner: BinaryLearner, cost: number, initial = 0): number {
  if (learner.kind === 'linearSvm') {
    return Math.min(Math.max(initial, 0), learner.loss === 'hinge' ? cost : Number.POSITIVE_INFINITY);
  }
  // The slope of the entropy is infinite at the bounds, so logistic regression starts inside them.
  const margin = Math.min(0.001 * cost, 1e-8);
  return Math.min(Math.max(initial, margin), cost - margin);
}
