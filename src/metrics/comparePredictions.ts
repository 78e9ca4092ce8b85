import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { deriveSeed, SeededRandom } from '../math/SeededRandom.ts';
import {
  bootstrapStatistics,
  type Interval,
  percentileInterval,
  type ResamplingOptions,
  resolveResampling,
} from './bootstrap.ts';
import { type BoundMetric, bindMetric, type Metric } from './Metric.ts';
import { mixRows, type Predictions } from './predictionRows.ts';
import { addWeightedRows } from './RowTerms.ts';

/** How two sets of predictions for the same samples differ in a metric. */
export interface PredictionComparison extends Interval {
  /** The metric of the first. */
  readonly baseline: number;
  /** The metric of the second. */
  readonly candidate: number;
  /** `candidate` - `baseline`; `lower` and `upper` are the ends of its interval. */
  readonly difference: number;
  /** The level asked for. */
  readonly level: number;
  /** Resamples that define the difference; the others are left out of the interval. */
  readonly definedCount: number;
  /** How likely a difference as large, either way, is when it makes none which of the two predicts a sample. */
  readonly pValue: number;
}

/**
 * Compares two sets of predictions on the same samples, pair by pair: what is hard for both cancels out, so the test
 * sees smaller differences than two separate intervals would.
 *
 * The interval is the percentile bootstrap of the difference, both sets on the same resampled rows. The p-value is that
 * of the two-sided paired permutation test, also called approximate randomisation (Noreen 1989; Yeh 2000): the two
 * predictions of each sample are swapped at the toss of a coin, and p = (1 + as extreme) / (1 + resamples). For a mean
 * over rows this is the sign-flip test.
 *
 * @param truth - the true labels
 * @param baseline - predicted labels or scores
 * @param candidate - predictions of the same kind for the same samples
 * @param metric - any metric; one that returns `RowTerms` is much faster
 * @param options - level, number of resamples (and of permutations), seed
 * @returns both values, their difference, its interval and its p-value
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-option` for bad options, `invalid-value`
 * when the metric is undefined on the whole table, `invalid-data` when it is so on every resample
 */
export function comparePredictions<P extends Predictions>(
  truth: LabelMatrix,
  baseline: P,
  candidate: P,
  metric: Metric<P>,
  options?: ResamplingOptions,
): PredictionComparison {
  const resolved = resolveResampling('comparePredictions', options);
  const first = bindMetric(truth, baseline, metric);
  const second = bindMetric(truth, candidate, metric);
  const statistics = bootstrapStatistics(truth, resolved, (rows) => second.onRows(rows) - first.onRows(rows));
  const differenceOf =
    swapByTerms(first, second) ??
    ((isSwapped: Uint8Array) => {
      const mixed = (from: P, to: P) => metric(truth, mixRows(from, to, isSwapped)) as number;
      return mixed(candidate, baseline) - mixed(baseline, candidate);
    });
  const difference = second.estimate - first.estimate;
  const { level, resampleCount, seed } = resolved;
  return {
    baseline: first.estimate,
    candidate: second.estimate,
    difference,
    ...percentileInterval(statistics, level),
    level,
    definedCount: statistics.length,
    pValue: permutationPValue(difference, truth.sampleCount, resampleCount, seed, differenceOf),
  };
}

/** The difference after swapping rows, from row terms alone; `undefined` where the metric has none. */
function swapByTerms(
  { rowTerms: first }: BoundMetric,
  { rowTerms: second }: BoundMetric,
): ((isSwapped: Uint8Array) => number) | undefined {
  if (first === undefined || second === undefined) return undefined;
  const sums = new Float64Array(first.terms.columnCount);
  return (isSwapped) => {
    const isKept = isSwapped.map((swapped) => 1 - swapped);
    sums.fill(0);
    addWeightedRows(second.terms, isKept, sums);
    addWeightedRows(first.terms, isSwapped, sums);
    const candidate = second.combine(sums);
    sums.fill(0);
    addWeightedRows(first.terms, isKept, sums);
    addWeightedRows(second.terms, isSwapped, sums);
    return candidate - first.combine(sums);
  };
}

function permutationPValue(
  observed: number,
  rowCount: number,
  permutationCount: number,
  seed: number,
  differenceOf: (isSwapped: Uint8Array) => number,
): number {
  // Sums in another order round differently; an equal difference must still count as equal.
  const extreme = Math.abs(observed) - 1e-12 * Math.max(1, Math.abs(observed));
  const random = new SeededRandom(deriveSeed(seed, 1));
  const isSwapped = new Uint8Array(rowCount);
  let extremeCount = 0;
  for (let permutation = 0; permutation < permutationCount; permutation++) {
    for (let row = 0; row < rowCount; row++) isSwapped[row] = random.uint32() >>> 31;
    // Written so that an undefined difference counts as extreme: the p-value may only err upwards.
    if (!(Math.abs(differenceOf(isSwapped)) < extreme)) extremeCount++;
  }
  return (1 + extremeCount) / (1 + permutationCount);
}
