import { ALL_LANES, type LaneOutcome, type LaneProblems, permute } from './LaneProblems.ts';
import { LANE_COUNT } from './RowLanes.ts';

/** Gradients below this size do not move a variable. */
const NEGLIGIBLE = 1e-12;

/**
 * Solves the duals of linear support vector machines by coordinate descent with shrinking (Hsieh, Chang, Lin, Keerthi
 * and Sundararajan, ICML 2008, Algorithm 3):
 *
 * min over a of 0.5 a'(Q + D)a - sum(a), 0 <= aᵢ <= Uᵢ, with Qᵢⱼ = yᵢ yⱼ xᵢ·xⱼ.
 * Hinge loss: Uᵢ = cᵢ, D = 0. Squared hinge loss: no upper bound, Dᵢᵢ = 1 / (2 cᵢ).
 *
 * @param problems - the rows, their signs and costs; `dual`, weights and bias weights are changed in place
 * @param isSquared - whether the loss is the squared hinge
 * @returns how each lane ended
 */
export function solveSvmDual(problems: LaneProblems, isSquared: boolean): LaneOutcome {
  const { rows, signs, costs, dual, isLeftOut, biasScale, biasWeights, tolerance, maxIterations } = problems;
  const { rowCount, squaredNorms, sums, steps } = rows;
  // A variable at a bound whose gradient pushes it further out than any gradient of the last pass is set aside.
  const shrinkAbove = new Float64Array(LANE_COUNT).fill(Number.POSITIVE_INFINITY);
  const shrinkBelow = new Float64Array(LANE_COUNT).fill(Number.NEGATIVE_INFINITY);
  const isResting = isLeftOut.slice();
  const restingCount = new Int32Array(LANE_COUNT);
  const largest = new Float64Array(LANE_COUNT);
  const smallest = new Float64Array(LANE_COUNT);
  const order = Int32Array.from({ length: rowCount }, (_, row) => row);
  const iterations = new Int32Array(LANE_COUNT);
  const isConverged = new Uint8Array(LANE_COUNT);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    problems.checkpoint();
    permute(order, problems.random);
    largest.fill(Number.NEGATIVE_INFINITY);
    smallest.fill(Number.POSITIVE_INFINITY);
    for (let position = 0; position < rowCount; position++) {
      const row = order[position]!;
      const resting = isResting[row]!;
      if (resting === ALL_LANES) continue;
      rows.dot(row);
      const curvature = squaredNorms[row]! + biasScale * biasScale;
      let isMoved = false;
      for (let lane = 0; lane < LANE_COUNT; lane++) {
        steps[lane] = 0;
        if ((resting & (1 << lane)) !== 0) continue;
        const cell = row * LANE_COUNT + lane;
        const sign = signs[cell]!;
        const old = dual[cell]!;
        const upper = isSquared ? Number.POSITIVE_INFINITY : costs[cell]!;
        const extra = isSquared ? 0.5 / costs[cell]! : 0;
        const gradient = sign * (sums[lane]! + biasWeights[lane]! * biasScale) - 1 + extra * old;
        let projected = gradient;
        if (old === 0) {
          if (gradient > shrinkAbove[lane]!) {
            isResting[row]! |= 1 << lane;
            restingCount[lane]!++;
            continue;
          }
          if (gradient > 0) projected = 0;
        } else if (old === upper) {
          if (gradient < shrinkBelow[lane]!) {
            isResting[row]! |= 1 << lane;
            restingCount[lane]!++;
            continue;
          }
          if (gradient < 0) projected = 0;
        }
        if (projected > largest[lane]!) largest[lane] = projected;
        if (projected < smallest[lane]!) smallest[lane] = projected;
        if (Math.abs(projected) <= NEGLIGIBLE) continue;
        const value = Math.min(Math.max(old - gradient / (curvature + extra), 0), upper);
        const step = (value - old) * sign;
        dual[cell] = value;
        steps[lane] = step;
        biasWeights[lane]! += step * biasScale;
        isMoved = true;
      }
      if (isMoved) rows.add(row);
    }
    let isDone = true;
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      if (isConverged[lane] === 1) continue;
      iterations[lane] = iteration;
      if (largest[lane]! - smallest[lane]! > tolerance) {
        isDone = false;
        shrinkAbove[lane] = largest[lane]! > 0 ? largest[lane]! : Number.POSITIVE_INFINITY;
        shrinkBelow[lane] = smallest[lane]! < 0 ? smallest[lane]! : Number.NEGATIVE_INFINITY;
        continue;
      }
      const bit = 1 << lane;
      if (restingCount[lane] === 0) {
        isConverged[lane] = 1;
        for (let row = 0; row < rowCount; row++) isResting[row]! |= bit;
        continue;
      }
      // Good on the rows at work; those set aside may have become wrong meanwhile.
      isDone = false;
      restingCount[lane] = 0;
      shrinkAbove[lane] = Number.POSITIVE_INFINITY;
      shrinkBelow[lane] = Number.NEGATIVE_INFINITY;
      for (let row = 0; row < rowCount; row++)
        isResting[row] = (isResting[row]! & ~bit) | (isLeftOut[row]! & bit);
    }
    if (isDone) break;
  }
  return { iterations, isConverged };
}
