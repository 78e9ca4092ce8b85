import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import {
  bootstrapStatistics,
  type Interval,
  percentileInterval,
  type ResamplingOptions,
  resolveResampling,
} from './bootstrap.ts';
import { bindMetric, type Metric } from './Metric.ts';
import type { Predictions } from './predictionRows.ts';

/** A metric with the interval that resampling gives it. */
export interface MetricInterval extends Interval {
  /** The metric on all rows. */
  readonly estimate: number;
  /** The level asked for. */
  readonly level: number;
  /** Resamples that define the metric; the others are left out of the interval. */
  readonly definedCount: number;
}

/**
 * How far a metric may be off because these samples and no others were tested: a percentile bootstrap interval over
 * samples (Efron and Tibshirani 1993).
 *
 * @param truth - the true labels
 * @param predictions - predicted labels or scores
 * @param metric - any metric; one that returns `RowTerms` is much faster
 * @param options - level, number of resamples, seed
 * @returns the metric and its interval
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-option` for bad options, `invalid-value`
 * when the metric is undefined on the whole table, `invalid-data` when it is so on every resample
 *
 * @example
 * ```ts
 * import { bootstrapInterval, fScoreTerms, LabelMatrix } from 'genrekit/metrics';
 * const truth = LabelMatrix.fromRows([[1, 0], [0, 1], [1, 1], [0, 0]]);
 * const predicted = LabelMatrix.fromRows([[1, 0], [1, 1], [1, 0], [0, 0]]);
 * const macroF1 = bootstrapInterval(truth, predicted, (t, p) => fScoreTerms(t, p, { average: 'macro' }));
 * console.log(macroF1.estimate.toFixed(2), macroF1.lower <= macroF1.upper); // '0.73 true'
 * ```
 */
export function bootstrapInterval<P extends Predictions>(
  truth: LabelMatrix,
  predictions: P,
  metric: Metric<P>,
  options?: ResamplingOptions,
): MetricInterval {
  const resolved = resolveResampling('bootstrapInterval', options);
  const { estimate, onRows } = bindMetric(truth, predictions, metric);
  const statistics = bootstrapStatistics(truth, resolved, onRows);
  const { level } = resolved;
  return { estimate, ...percentileInterval(statistics, level), level, definedCount: statistics.length };
}
