import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { checkPredicted, checkScores } from './checkPair.ts';
import { isScores, type Predictions, selectRows } from './predictionRows.ts';
import { addWeightedRows, evaluateTerms, type RowTerms } from './RowTerms.ts';

/**
 * Any metric of a truth and predictions: `hammingLoss`, `macroRocAuc`, your own function.
 *
 * One that returns `RowTerms` in place of a number (`hammingLossTerms`, `fScoreTerms`, ...) is resampled by adding rows:
 * the same result, many times faster.
 *
 * @param truth - the true labels
 * @param predictions - predicted labels or scores
 * @returns the metric; `NaN` when the data do not define it
 */
export type Metric<P extends Predictions> = (truth: LabelMatrix, predictions: P) => number | RowTerms;

/** A metric bound to its data, ready to be evaluated on many selections of their rows. */
export interface BoundMetric {
  /** The metric on all rows. */
  readonly estimate: number;
  /** What each row adds, when the metric is a function of sums over rows. */
  readonly rowTerms: RowTerms | undefined;
  /** The metric on some rows, which may repeat; `NaN` when they do not define it. */
  readonly onRows: (rows: Int32Array) => number;
}

/**
 * Evaluates a metric and keeps what is needed to do so again on other rows.
 *
 * @param truth - the true labels
 * @param predictions - predicted labels or scores
 * @param metric - the metric
 * @returns the metric, bound to the data
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` when the metric is no function or
 * gives no finite number on the whole table
 */
export function bindMetric<P extends Predictions>(
  truth: LabelMatrix,
  predictions: P,
  metric: Metric<P>,
): BoundMetric {
  if (isScores(predictions)) checkScores(truth, predictions);
  else checkPredicted(truth, predictions);
  if (typeof metric !== 'function') {
    throw new GenrekitError('invalid-value', `metric must be a function; got ${describeValue(metric)}.`);
  }
  const result = metric(truth, predictions);
  const rowTerms = typeof result === 'object' && result !== null ? result : undefined;
  const estimate = rowTerms === undefined ? (result as number) : evaluateTerms(rowTerms);
  if (!Number.isFinite(estimate)) {
    throw new GenrekitError(
      'invalid-value',
      `The metric gives ${describeValue(estimate)} on the whole table; resampling needs a metric that the data define.`,
    );
  }
  if (rowTerms !== undefined) return { estimate, rowTerms, onRows: addingRows(rowTerms) };
  // A metric gives either numbers or terms, whatever the rows are.
  const onRows = (rows: Int32Array) =>
    metric(truth.selectRows(rows), selectRows(predictions, rows)) as number;
  return { estimate, rowTerms, onRows };
}

function addingRows({ terms, combine }: RowTerms): (rows: Int32Array) => number {
  const weights = new Uint32Array(terms.rowCount);
  const sums = new Float64Array(terms.columnCount);
  return (rows) => {
    weights.fill(0);
    for (let i = 0; i < rows.length; i++) weights[rows[i]!]!++;
    sums.fill(0);
    addWeightedRows(terms, weights, sums);
    return combine(sums);
  };
}
