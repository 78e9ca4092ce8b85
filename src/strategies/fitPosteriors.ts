import { pause, throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { Neighbours } from '../neighbours/Neighbours.ts';
import type { LabelledRows } from './LabelledRows.ts';
import type { MlKnnSettings } from './MlKnnOptions.ts';
import { PosteriorTable, scaledCount } from './PosteriorTable.ts';

/** After so many queries the event loop may run. */
const QUERIES_A_STEP = 256;

/**
 * Counts, for each label, how many neighbours of each row have it, apart for rows that have it and rows that have it
 * not, and turns the counts into probabilities by Bayes' rule (Zhang and Zhou 2007, equations 3 to 6).
 *
 * @param rows - the rows and their labels
 * @param matrix - the features that the rows were made from
 * @param settings - from `mlKnn()`
 * @param context - signal and progress
 * @param neighboursOf - the neighbours that each row is counted with; `undefined` leaves it out. By default those that it has but
 * itself.
 * @throws GenrekitError `aborted` when the signal fires
 */
export async function fitPosteriors(
  rows: LabelledRows,
  matrix: CsrMatrix,
  settings: MlKnnSettings,
  { signal, onProgress }: FitContext,
  neighboursOf: (row: number) => Neighbours | undefined = (row) =>
    rows.index.nearest(matrix, row, { count: settings.k, ownRow: row }),
): Promise<PosteriorTable> {
  const { k } = settings;
  const { labelCount, values, known: mask } = rows.labels;
  const countsWith = new Float64Array((k + 1) * labelCount);
  const countsWithout = new Float64Array((k + 1) * labelCount);
  const having = new Float64Array(labelCount);
  const known = new Float64Array(labelCount);
  for (let first = 0; first < matrix.rowCount; first += QUERIES_A_STEP) {
    await pause();
    throwIfAborted(signal);
    const end = Math.min(matrix.rowCount, first + QUERIES_A_STEP);
    for (let row = first; row < end; row++) {
      const weight = rows.index.weights?.[row] ?? 1;
      if (weight === 0) continue;
      const neighbours = neighboursOf(row);
      if (neighbours === undefined) continue;
      rows.sumLabels(neighbours, settings.weighting === 'similarity', having, known);
      for (let label = 0; label < labelCount; label++) {
        const cell = row * labelCount + label;
        if (mask?.[cell] === 0 || known[label] === 0) continue;
        const counts = values[cell] === 1 ? countsWith : countsWithout;
        addCount(counts, labelCount, label, scaledCount(having[label]!, known[label]!, k), weight);
      }
    }
    onProgress?.({ stage: 'fitting', done: end, total: matrix.rowCount });
  }
  throwIfAborted(signal);
  const priors = rows.priors(settings.smoothing);
  return new PosteriorTable(k, priors, posteriorsOf(priors, countsWith, countsWithout, settings.smoothing));
}

/** Adds a weight at a number of neighbours; between two whole numbers each gets its part. */
function addCount(counts: Float64Array, width: number, label: number, count: number, weight: number): void {
  const below = Math.floor(count);
  const part = count - below;
  counts[below * width + label]! += weight * (1 - part);
  if (part > 0) counts[(below + 1) * width + label]! += weight * part;
}

/** P(label | j neighbours have it) for each j, row by row. */
function posteriorsOf(
  priors: Float64Array,
  countsWith: Float64Array,
  countsWithout: Float64Array,
  smoothing: number,
): Float64Array {
  const width = priors.length;
  const totalsWith = columnSums(countsWith, width);
  const totalsWithout = columnSums(countsWithout, width);
  const smoothed = (countsWith.length / width) * smoothing;
  return countsWith.map((count, at) => {
    const label = at % width;
    const likelihoodWith = (smoothing + count) / (smoothed + totalsWith[label]!);
    const likelihoodWithout = (smoothing + countsWithout[at]!) / (smoothed + totalsWithout[label]!);
    const jointWith = priors[label]! * likelihoodWith;
    return jointWith / (jointWith + (1 - priors[label]!) * likelihoodWithout);
  });
}

function columnSums(table: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let at = 0; at < table.length; at++) sums[at % width]! += table[at]!;
  return sums;
}
