import { log } from '../math/transcendental.ts';
import { ALL_LANES, type LaneOutcome, type LaneProblems, permute } from './LaneProblems.ts';
import { LANE_COUNT } from './RowLanes.ts';

/** Newton steps on one variable before the pass goes on. */
const MAX_NEWTON_STEPS = 100;
/** Where a Newton step that would leave the interval goes instead, as a share of the way to the bound. */
const RETREAT = 0.1;

/**
 * Solves the duals of logistic regressions by coordinate descent (Yu, Huang and Lin, MLJ 2011, Algorithm 5):
 *
 * min over a of 0.5 a'Qa + sum(aᵢ log aᵢ + (cᵢ - aᵢ) log(cᵢ - aᵢ)), 0 < aᵢ < cᵢ, with Qᵢⱼ = yᵢ yⱼ xᵢ·xⱼ.
 *
 * Of aᵢ and cᵢ - aᵢ, the one whose optimum is below cᵢ / 2 is the variable, so that neither loses its digits.
 *
 * @param problems - the rows, their signs and costs; `dual`, weights and bias weights are changed in place
 * @returns how each lane ended
 */
export function solveLogisticDual(problems: LaneProblems): LaneOutcome {
  const { rows, signs, costs, dual, isLeftOut, biasScale, biasWeights, tolerance, maxIterations } = problems;
  const { rowCount, squaredNorms, sums, steps } = rows;
  const rest = new Float64Array(costs.length); // cᵢ - aᵢ, kept beside aᵢ
  const logits = new Float64Array(costs.length); // log(aᵢ / (cᵢ - aᵢ)), kept: a row at rest needs no logarithm
  for (let cell = 0; cell < costs.length; cell++) {
    if (dual[cell] === 0) continue;
    rest[cell] = costs[cell]! - dual[cell]!;
    logits[cell] = log(dual[cell]! / rest[cell]!);
  }

  const isResting = isLeftOut.slice();
  const workingCount = new Int32Array(LANE_COUNT);
  for (let row = 0; row < rowCount; row++) {
    for (let lane = 0; lane < LANE_COUNT; lane++) workingCount[lane]! += 1 - ((isLeftOut[row]! >> lane) & 1);
  }
  const innerFloor = Math.min(1e-8, tolerance);
  const innerTolerance = new Float64Array(LANE_COUNT).fill(1e-2);
  const newtonSteps = new Int32Array(LANE_COUNT);
  const largest = new Float64Array(LANE_COUNT);
  const order = Int32Array.from({ length: rowCount }, (_, row) => row);
  const iterations = new Int32Array(LANE_COUNT);
  const isConverged = new Uint8Array(LANE_COUNT);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    problems.checkpoint();
    permute(order, problems.random);
    largest.fill(0);
    newtonSteps.fill(0);
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
        const cost = costs[cell]!;
        const margin = signs[cell]! * (sums[lane]! + biasWeights[lane]! * biasScale);
        const isRest = 0.5 * curvature * (rest[cell]! - dual[cell]!) + margin < 0;
        const direction = isRest ? -1 : 1;
        const old = isRest ? rest[cell]! : dual[cell]!;
        let z = old;
        let logit = direction * logits[cell]!;
        if (z > 0.5 * cost) {
          z *= RETREAT;
          logit = log(z / (cost - z));
        }
        let gradient = curvature * (z - old) + direction * margin + logit;
        largest[lane] = Math.max(largest[lane]!, Math.abs(gradient));
        let count = 0;
        while (Math.abs(gradient) >= innerTolerance[lane]! && count < MAX_NEWTON_STEPS) {
          const next = z - gradient / (curvature + cost / (cost - z) / z);
          z = next > 0 ? next : z * RETREAT;
          logit = log(z / (cost - z));
          gradient = curvature * (z - old) + direction * margin + logit;
          count++;
        }
        newtonSteps[lane]! += count;
        if (z === old) continue;
        dual[cell] = isRest ? cost - z : z;
        rest[cell] = isRest ? z : cost - z;
        logits[cell] = direction * logit;
        const step = direction * (z - old) * signs[cell]!;
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
      if (largest[lane]! < tolerance) {
        isConverged[lane] = 1;
        for (let row = 0; row < rowCount; row++) isResting[row]! |= 1 << lane;
        continue;
      }
      isDone = false;
      if (newtonSteps[lane]! <= workingCount[lane]! / 10) {
        innerTolerance[lane] = Math.max(innerFloor, 0.1 * innerTolerance[lane]!);
      }
    }
    if (isDone) break;
  }
  return { iterations, isConverged };
}
