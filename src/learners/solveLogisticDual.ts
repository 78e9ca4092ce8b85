import { log } from '../math/transcendental.ts';
import { ALL_LANES, type LaneOutcome, type LaneProblems, permute } from './LaneProblems.ts';
import { LANE_COUNT } from './RowLanes.ts';
import { PASSES_BETWEEN_REBUILDS, rebuildWeights } from './rebuildWeights.ts';

/** Newton steps on one variable before the pass goes on. */
const MAX_NEWTON_STEPS = 100;
/** What a variable is multiplied with instead of taking a Newton step to 0 or below. */
const RETREAT = 0.1;

/** What changes while solving, besides the solution itself. */
interface LogisticState {
  /** For each row the lanes that pass it by, as bits: those without it, and those that are done. */
  readonly isResting: Uint8Array;
  /** cᵢ - aᵢ by cell, kept beside aᵢ so that neither loses its digits. */
  readonly rest: Float64Array;
  /** log(aᵢ / (cᵢ - aᵢ)) by cell, kept so that a variable that does not move needs no logarithm. */
  readonly logits: Float64Array;
  /** How exactly a variable is solved for, one a lane. */
  readonly innerTolerance: Float64Array;
  /** Newton steps of the pass, one count a lane. */
  readonly newtonSteps: Int32Array;
  /** Largest gradient of the pass, one a lane. */
  readonly largest: Float64Array;
}

/**
 * Solves the duals of logistic regressions by coordinate descent (Yu, Huang and Lin, MLJ 2011, Algorithm 5):
 *
 * min over a of 0.5 a'Qa + sum(aᵢ log aᵢ + (cᵢ - aᵢ) log(cᵢ - aᵢ)), 0 < aᵢ < cᵢ, with Qᵢⱼ = yᵢ yⱼ xᵢ·xⱼ.
 *
 * @param problems - the rows, their signs and costs; `dual`, weights and bias weights are changed in place
 * @returns how each lane ended
 */
export function solveLogisticDual(problems: LaneProblems): LaneOutcome {
  const { dual, costs, isLeftOut, tolerance } = problems;
  const state: LogisticState = {
    isResting: isLeftOut.slice(),
    rest: costs.map((cost, cell) => cost - dual[cell]!),
    logits: costs.map((cost, cell) => (cost === 0 ? 0 : log(dual[cell]! / (cost - dual[cell]!)))),
    innerTolerance: new Float64Array(LANE_COUNT).fill(1e-2),
    newtonSteps: new Int32Array(LANE_COUNT),
    largest: new Float64Array(LANE_COUNT),
  };
  const outcome = { iterations: new Int32Array(LANE_COUNT), isConverged: new Uint8Array(LANE_COUNT) };
  const rowCounts = new Int32Array(LANE_COUNT);
  costs.forEach((cost, cell) => {
    if (cost > 0) rowCounts[cell % LANE_COUNT]!++;
  });
  const order = Int32Array.from({ length: problems.rows.rowCount }, (_, row) => row);
  let isDone = false;
  for (let iteration = 1; iteration <= problems.maxIterations && !isDone; iteration++) {
    problems.checkpoint();
    if (iteration % PASSES_BETWEEN_REBUILDS === 0) rebuildWeights(problems, outcome.isConverged);
    permute(order, problems.random);
    visitRows(problems, state, order);
    isDone = true;
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      if (outcome.isConverged[lane] === 1) continue;
      outcome.iterations[lane] = iteration;
      if (state.largest[lane]! < tolerance) {
        outcome.isConverged[lane] = 1;
        for (let row = 0; row < order.length; row++) state.isResting[row]! |= 1 << lane;
        continue;
      }
      isDone = false;
      if (state.newtonSteps[lane]! <= rowCounts[lane]! / 10) {
        state.innerTolerance[lane] = Math.max(Math.min(1e-8, tolerance), 0.1 * state.innerTolerance[lane]!);
      }
    }
  }
  return outcome;
}

/** One pass: moves the variable of each row and lane near its optimum, all others held. */
function visitRows(problems: LaneProblems, state: LogisticState, order: Int32Array): void {
  const { rows, signs, costs, dual, biasScale, biasWeights } = problems;
  const { squaredNorms, sums, steps } = rows;
  const { isResting, rest, logits, innerTolerance, newtonSteps, largest } = state;
  largest.fill(0);
  newtonSteps.fill(0);
  for (let position = 0; position < order.length; position++) {
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
      // Of aᵢ and cᵢ - aᵢ, z is the one whose optimum is at most cᵢ / 2; the slope at the middle tells which.
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
      if (Math.abs(gradient) > largest[lane]!) largest[lane] = Math.abs(gradient);
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
}
