import { ALL_LANES, type LaneOutcome, type LaneProblems, permute } from './LaneProblems.ts';
import { LANE_COUNT } from './RowLanes.ts';
import { PASSES_BETWEEN_REBUILDS, rebuildWeights } from './rebuildWeights.ts';

/** Gradients below this size do not move a variable. */
const NEGLIGIBLE = 1e-12;

/** What changes while solving, besides the solution itself. */
interface SvmState {
  /** For each row the lanes that pass it by, as bits: those without it, those that shrank it, those that are done. */
  readonly isResting: Uint8Array;
  /** Rows set aside by shrinking, one count a lane. */
  readonly shrunkCount: Int32Array;
  /** A variable at 0 is set aside when its gradient exceeds this, the largest of the last pass; one a lane. */
  readonly shrinkAbove: Float64Array;
  /** A variable at its upper bound is set aside when its gradient is below this; one a lane. */
  readonly shrinkBelow: Float64Array;
  /** Largest projected gradient of the pass, one a lane. */
  readonly largest: Float64Array;
  /** Smallest projected gradient of the pass, one a lane. */
  readonly smallest: Float64Array;
}

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
  const state: SvmState = {
    isResting: problems.isLeftOut.slice(),
    shrunkCount: new Int32Array(LANE_COUNT),
    shrinkAbove: new Float64Array(LANE_COUNT).fill(Number.POSITIVE_INFINITY),
    shrinkBelow: new Float64Array(LANE_COUNT).fill(Number.NEGATIVE_INFINITY),
    largest: new Float64Array(LANE_COUNT),
    smallest: new Float64Array(LANE_COUNT),
  };
  const outcome = { iterations: new Int32Array(LANE_COUNT), isConverged: new Uint8Array(LANE_COUNT) };
  const order = Int32Array.from({ length: problems.rows.rowCount }, (_, row) => row);
  let isDone = false;
  for (let iteration = 1; iteration <= problems.maxIterations && !isDone; iteration++) {
    problems.checkpoint();
    if (iteration % PASSES_BETWEEN_REBUILDS === 0) rebuildWeights(problems, outcome.isConverged);
    permute(order, problems.random);
    visitRows(problems, state, order, isSquared);
    isDone = true;
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      if (outcome.isConverged[lane] === 1) continue;
      outcome.iterations[lane] = iteration;
      if (endPass(problems, state, lane)) outcome.isConverged[lane] = 1;
      else isDone = false;
    }
  }
  return outcome;
}

/** One pass: moves the variable of each row and lane to its optimum, all others held. */
function visitRows(problems: LaneProblems, state: SvmState, order: Int32Array, isSquared: boolean): void {
  const { rows, signs, costs, dual, biasScale, biasWeights } = problems;
  const { squaredNorms, sums, steps } = rows;
  const { isResting, shrunkCount, shrinkAbove, shrinkBelow, largest, smallest } = state;
  largest.fill(Number.NEGATIVE_INFINITY);
  smallest.fill(Number.POSITIVE_INFINITY);
  for (let position = 0; position < order.length; position++) {
    const row = order[position]!;
    const resting = isResting[row]!;
    if (resting === ALL_LANES) continue;
    rows.dot(row);
    const squaredNorm = squaredNorms[row]! + biasScale * biasScale;
    let isMoved = false;
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      steps[lane] = 0;
      if ((resting & (1 << lane)) !== 0) continue;
      const cell = row * LANE_COUNT + lane;
      const sign = signs[cell]!;
      const old = dual[cell]!;
      const upper = isSquared ? Number.POSITIVE_INFINITY : costs[cell]!;
      const diagonal = isSquared ? 0.5 / costs[cell]! : 0;
      const gradient = sign * (sums[lane]! + biasWeights[lane]! * biasScale) - 1 + diagonal * old;
      if (old === 0 ? gradient > shrinkAbove[lane]! : old === upper && gradient < shrinkBelow[lane]!) {
        isResting[row]! |= 1 << lane;
        shrunkCount[lane]!++;
        continue;
      }
      // At a bound, only a gradient that points inwards counts.
      const projected = old === 0 ? Math.min(gradient, 0) : old === upper ? Math.max(gradient, 0) : gradient;
      if (projected > largest[lane]!) largest[lane] = projected;
      if (projected < smallest[lane]!) smallest[lane] = projected;
      if (Math.abs(projected) <= NEGLIGIBLE) continue;
      const value = Math.min(Math.max(old - gradient / (squaredNorm + diagonal), 0), upper);
      const step = (value - old) * sign;
      dual[cell] = value;
      steps[lane] = step;
      biasWeights[lane]! += step * biasScale;
      isMoved = true;
    }
    if (isMoved) rows.add(row);
  }
}

/** Ends the pass of a lane: tightens shrinking, or takes the shrunk rows back, or, with none shrunk, is done. */
function endPass(problems: LaneProblems, state: SvmState, lane: number): boolean {
  const { isResting, shrunkCount, shrinkAbove, shrinkBelow } = state;
  const largest = state.largest[lane]!;
  const smallest = state.smallest[lane]!;
  if (largest - smallest > problems.tolerance) {
    shrinkAbove[lane] = largest > 0 ? largest : Number.POSITIVE_INFINITY;
    shrinkBelow[lane] = smallest < 0 ? smallest : Number.NEGATIVE_INFINITY;
    return false;
  }
  const bit = 1 << lane;
  if (shrunkCount[lane] === 0) {
    for (let row = 0; row < isResting.length; row++) isResting[row]! |= bit;
    return true;
  }
  // Good on the rows at work; those set aside may have become wrong meanwhile.
  shrunkCount[lane] = 0;
  shrinkAbove[lane] = Number.POSITIVE_INFINITY;
  shrinkBelow[lane] = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < isResting.length; row++) {
    isResting[row] = (isResting[row]! & ~bit) | (problems.isLeftOut[row]! & bit);
  }
  return false;
}
