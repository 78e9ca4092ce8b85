import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import type { Average } from './averageOptions.ts';
import { type CellCounts, countByLabel, countByRow } from './cellCounts.ts';
import { columnTerms, type RowTerms, rowMeanTerms } from './RowTerms.ts';

/**
 * A measure of one label, one sample or a whole table, from its counts.
 *
 * @param truePositives - cells that are true and predicted
 * @param predicted - cells that are predicted
 * @param actual - cells that are true
 */
export type CountMeasure = (truePositives: number, predicted: number, actual: number) => number;

/**
 * Measures each label.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param measure - the measure
 * @returns one number a label
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function measureLabels(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  measure: CountMeasure,
): Float64Array {
  return measureEach(countByLabel(truth, predicted), measure);
}

/**
 * Averages a measure over labels or samples, as scikit-learn does: values of `NaN` are left out of every average, and
 * macro F is the mean of F over labels, not F of the mean precision and recall.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @param measure - the measure
 * @param average - the way of averaging
 * @returns the average as a function of sums over rows
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function averageTerms(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  measure: CountMeasure,
  average: Average,
): RowTerms {
  if (average === 'macro' || average === 'weighted') {
    const combine = (sums: Float64Array) => meanOverLabels(sums, measure, average === 'weighted');
    return { terms: labelTerms(truth, predicted), combine };
  }
  const counts = countByRow(truth, predicted);
  if (average === 'micro') {
    return {
      terms: columnTerms([counts.truePositives, counts.predicted, counts.actual]),
      combine: (sums) => measure(sums[0]!, sums[1]!, sums[2]!),
    };
  }
  const values = measureEach(counts, measure);
  // A sample of which nothing is known says nothing, whatever `zeroDivision` is.
  return rowMeanTerms(values.map((value, sample) => (counts.known[sample] === 0 ? Number.NaN : value)));
}

function measureEach(counts: CellCounts, measure: CountMeasure): Float64Array {
  const { truePositives, predicted, actual } = counts;
  return Float64Array.from(actual, (count, i) => measure(truePositives[i]!, predicted[i]!, count));
}

/** Sums of three a label: true positives, predicted, actual. */
function labelTerms(truth: LabelMatrix, predicted: LabelMatrix): CsrMatrix {
  const counts = countByLabel(truth, predicted);
  const entryCount = [counts.truePositives, counts.predicted, counts.actual]
    .map((column) => column.reduce((sum, count) => sum + count, 0))
    .reduce((sum, count) => sum + count, 0);
  const rowOffsets = new Int32Array(truth.sampleCount + 1);
  const columns = new Int32Array(entryCount);
  let count = 0;
  let cell = 0;
  for (let sample = 0; sample < truth.sampleCount; sample++) {
    for (let label = 0; label < truth.labelCount; label++, cell++) {
      if (truth.known?.[cell] === 0) continue;
      const isTrue = truth.values[cell] === 1;
      const isPredicted = predicted.values[cell] === 1;
      if (isTrue && isPredicted) columns[count++] = 3 * label;
      if (isPredicted) columns[count++] = 3 * label + 1;
      if (isTrue) columns[count++] = 3 * label + 2;
    }
    rowOffsets[sample + 1] = count;
  }
  const ones = new Float64Array(entryCount).fill(1);
  return new CsrMatrix(truth.sampleCount, 3 * truth.labelCount, rowOffsets, columns, ones);
}

function meanOverLabels(sums: Float64Array, measure: CountMeasure, isWeighted: boolean): number {
  let total = 0;
  let count = 0;
  let weightedTotal = 0;
  let weight = 0;
  for (let place = 0; place < sums.length; place += 3) {
    const support = sums[place + 2]!;
    const value = measure(sums[place]!, sums[place + 1]!, support);
    if (Number.isNaN(value)) continue;
    total += value;
    count++;
    weightedTotal += value * support;
    weight += support;
  }
  return isWeighted && weight > 0 ? weightedTotal / weight : total / count;
}
