import { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/** What a metric judges: predicted labels, or scores. */
export type Predictions = LabelMatrix | ScoreMatrix;

/** Tells scores from predicted labels by their cells, so that any copy of the class will do. */
export function isScores(predictions: Predictions): predictions is ScoreMatrix {
  return predictions?.values instanceof Float64Array;
}

/**
 * Copies a selection of rows, in the given order.
 *
 * @param predictions - labels or scores
 * @param rows - row numbers; may repeat
 * @returns a table of the same kind with `rows.length` samples
 */
export function selectRows<P extends Predictions>(predictions: P, rows: Int32Array): P {
  const { labelCount, values } = predictions;
  const picked = isScores(predictions)
    ? new Float64Array(rows.length * labelCount)
    : new Uint8Array(rows.length * labelCount);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * labelCount;
    picked.set(values.subarray(start, start + labelCount), i * labelCount);
  }
  return withValues(predictions, rows.length, picked);
}

/**
 * Copies a selection of columns, in the given order.
 *
 * @param scores - samples x labels
 * @param labels - labels to keep
 * @throws GenrekitError `unknown-label` for a name that is not in the matrix
 */
export function selectColumns(scores: ScoreMatrix, labels: LabelSet): ScoreMatrix {
  const columns = labels.names.map((name) => scores.labels.indexOf(name));
  const values = new Float64Array(scores.sampleCount * columns.length);
  for (let sample = 0; sample < scores.sampleCount; sample++) {
    columns.forEach((column, j) => {
      values[sample * columns.length + j] = scores.values[sample * scores.labelCount + column]!;
    });
  }
  return new ScoreMatrix(labels, scores.sampleCount, values);
}

/**
 * Takes some rows from one table and the others from another.
 *
 * @param first - gives the rows where `isSecond` is 0
 * @param second - gives the rows where it is 1; of the same kind, rows and labels
 * @param isSecond - 0 or 1 a row
 * @returns a table of the same kind
 */
export function mixRows<P extends Predictions>(first: P, second: P, isSecond: Uint8Array): P {
  const { labelCount, sampleCount } = first;
  const values = first.values.slice();
  for (let row = 0; row < sampleCount; row++) {
    if (isSecond[row] === 0) continue;
    const start = row * labelCount;
    values.set(second.values.subarray(start, start + labelCount), start);
  }
  return withValues(first, sampleCount, values);
}

function withValues<P extends Predictions>(
  like: P,
  sampleCount: number,
  values: Uint8Array | Float64Array,
): P {
  const table =
    values instanceof Float64Array
      ? new ScoreMatrix(like.labels, sampleCount, values)
      : new LabelMatrix(like.labels, sampleCount, values);
  return table as P; // the kind of cells is the kind of table
}
