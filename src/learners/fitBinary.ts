import { describeValue, GenrekitError } from '../errors.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { type BinaryLearner, checkLearner } from './BinaryLearner.ts';
import type { BinaryFit, BinaryProblem } from './BinaryProblem.ts';
import { fillLane } from './fillLane.ts';
import { ALL_LANES, type LaneProblems } from './LaneProblems.ts';
import { prepareRows } from './prepareRows.ts';
import { LANE_COUNT, type RowLanes } from './RowLanes.ts';
import { rebuildWeights } from './rebuildWeights.ts';
import { solveLogisticDual } from './solveLogisticDual.ts';
import { solveSvmDual } from './solveSvmDual.ts';

/**
 * The score of every sample when the known rows show one class only: `-CONSTANT_SCORE` when there is no positive row
 * (or no row at all), `+CONSTANT_SCORE` when there is no negative one. As log-odds it means about 1 in 22,000.
 */
export const CONSTANT_SCORE = 10;

/** What fits need besides the data. */
export interface BinaryFitContext {
  /** Seed of the order in which rows are visited. */
  readonly seed: number;
  /** Called once a pass over the rows; throws to stop the fit. */
  readonly checkpoint?: (() => void) | undefined;
}

/**
 * Fits a linear learner to rows that are positive or negative.
 *
 * @param matrix - rows x columns; or its rows made ready by `prepareRows`, which saves time over several fits
 * @param targets - one a row: +1, -1, or 0 to leave the row out
 * @param learner - made by `linearSvm()` or `logisticRegression()`
 * @param context - the seed, and optional sample weights, start of the dual variables, and checkpoint
 * @returns the weights and bias; constant scores of ±{@link CONSTANT_SCORE} when one class only is known
 * @throws GenrekitError `shape-mismatch` when lengths differ, `invalid-value` for bad targets, weights or features,
 * `invalid-option` for a bad learner
 */
export function fitBinary(
  matrix: CsrMatrix | RowLanes,
  targets: Int8Array,
  learner: BinaryLearner,
  context: BinaryFitContext & Omit<BinaryProblem, 'targets'>,
): BinaryFit {
  return fitTogether(matrix, [{ ...context, targets }], learner, context)[0]!;
}

/**
 * Fits a linear learner to several problems on the same rows, four at a time: faster than one after the other, with
 * the same bits for each problem whatever the others are.
 *
 * @param matrix - rows x columns; or its rows made ready by `prepareRows`
 * @param problems - targets, and optional sample weights and start, of each
 * @param learner - made by `linearSvm()` or `logisticRegression()`
 * @param context - the seed, and an optional checkpoint
 * @returns one fit a problem, as from `fitBinary`
 * @throws GenrekitError `shape-mismatch` when lengths differ, `invalid-value` for bad targets, weights or features,
 * `invalid-option` for a bad learner
 */
export function fitTogether(
  matrix: CsrMatrix | RowLanes,
  problems: readonly BinaryProblem[],
  learner: BinaryLearner,
  context: BinaryFitContext,
): BinaryFit[] {
  const checked = checkLearner(learner);
  const rows = 'dot' in matrix ? matrix : prepareRows(matrix);
  for (const { targets, sampleWeights, initialDual } of problems) {
    checkColumn('targets', targets, rows.rowCount, (value) => value === 0 || value === 1 || value === -1);
    checkColumn('sampleWeights', sampleWeights, rows.rowCount, (value) => value >= 0);
    checkColumn('initialDual', initialDual, rows.rowCount, () => true);
  }
  const fits: BinaryFit[] = [];
  for (let first = 0; first < problems.length; first += LANE_COUNT) {
    fits.push(...fitLanes(rows, problems.slice(first, first + LANE_COUNT), checked, context));
  }
  return fits;
}

function fitLanes(
  rows: RowLanes,
  group: readonly BinaryProblem[],
  learner: BinaryLearner,
  context: BinaryFitContext,
): BinaryFit[] {
  const cellCount = rows.rowCount * LANE_COUNT;
  const problems: LaneProblems = {
    rows,
    signs: new Int8Array(cellCount),
    costs: new Float64Array(cellCount),
    dual: new Float64Array(cellCount),
    isLeftOut: new Uint8Array(rows.rowCount).fill(ALL_LANES),
    biasScale: learner.biasScale,
    biasWeights: new Float64Array(LANE_COUNT),
    tolerance: learner.tolerance,
    maxIterations: learner.maxIterations,
    random: new SeededRandom(context.seed),
    checkpoint: context.checkpoint ?? (() => {}),
  };
  const hasBothClasses = group.map((problem, lane) => fillLane(problems, lane, problem, learner));
  rebuildWeights(problems);
  const { iterations, isConverged } =
    learner.kind === 'linearSvm'
      ? solveSvmDual(problems, learner.loss === 'squaredHinge')
      : solveLogisticDual(problems);
  return group.map((problem, lane) => {
    const isSolved = hasBothClasses[lane]!;
    return {
      weights: laneOf(rows.weights, lane),
      bias: isSolved ? problems.biasWeights[lane]! * learner.biasScale : constantScore(problem),
      iterations: isSolved ? iterations[lane]! : 0,
      isConverged: isConverged[lane] === 1,
      dual: laneOf(problems.dual, lane),
    };
  });
}

function laneOf(cells: Float64Array, lane: number): Float64Array {
  const picked = new Float64Array(cells.length / LANE_COUNT);
  for (let i = 0; i < picked.length; i++) picked[i] = cells[i * LANE_COUNT + lane]!;
  return picked;
}

/** The score where one class only is known. */
function constantScore({ targets, sampleWeights }: BinaryProblem): number {
  const hasPositive = targets.some((target, row) => target === 1 && sampleWeights?.[row] !== 0);
  return hasPositive ? CONSTANT_SCORE : -CONSTANT_SCORE;
}

function checkColumn(
  name: string,
  values: ArrayLike<number> | undefined,
  rowCount: number,
  fits: (value: number) => boolean,
): void {
  if (values === undefined) return;
  if (values.length !== rowCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `${name} must have one entry for each of the ${rowCount} rows; got ${values.length}.`,
    );
  }
  for (let row = 0; row < rowCount; row++) {
    if (!Number.isFinite(values[row]) || !fits(values[row]!)) {
      throw new GenrekitError(
        'invalid-value',
        `${name} has the bad entry ${describeValue(values[row])} in row ${row}; see the documentation of fitBinary.`,
      );
    }
  }
}
